/** The process that owns training on the accelerator: Flight server, jobs, registry, journal. */
@NullMarked
package io.ekya.sidecar.server;

import org.jspecify.annotations.NullMarked;
