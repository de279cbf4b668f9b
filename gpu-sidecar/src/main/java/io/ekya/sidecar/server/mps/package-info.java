/** NVIDIA's multi-process service: its control command, and what gives a process its share. */
@NullMarked
package io.ekya.sidecar.server.mps;

import org.jspecify.annotations.NullMarked;
