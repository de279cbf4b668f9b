/** Tests. */
@NullMarked
package io.ekya.sidecar.server.jobs;

import org.jspecify.annotations.NullMarked;
