/** NVIDIA's multi-process service: its control program, and the shares of processes. */
@NullMarked
package io.ekya.sidecar.server.mps;

import org.jspecify.annotations.NullMarked;
