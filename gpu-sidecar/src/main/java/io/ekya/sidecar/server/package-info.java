/** The sidecar process: device, server and options. Sub-packages hold jobs, store and endpoints. */
@NullMarked
package io.ekya.sidecar.server;

import org.jspecify.annotations.NullMarked;
