/**
 * The jobs that use the device, micro-profiling and retraining: one thread runs them mini-batch by
 * mini-batch, in the order that their shares give.
 */
@NullMarked
package io.ekya.sidecar.server.jobs;

import org.jspecify.annotations.NullMarked;
