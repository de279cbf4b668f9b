/** Tests. */
@NullMarked
package io.ekya.sidecar.server;

import org.jspecify.annotations.NullMarked;
