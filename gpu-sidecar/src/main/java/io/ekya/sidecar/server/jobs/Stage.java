/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import org.jspecify.annotations.Nullable;

/** A stage of a job; it passes what the next stage needs to that stage. */
interface Stage extends AutoCloseable {

    /** Name of the stage in the status. */
    String name();

    /** Runs one mini-batch; returns this stage, or the next one once this one is done. */
    Stage step();

    /** Returns whether this is the last stage, whose {@link #step} is not called. */
    default boolean last() {
        return false;
    }

    /** Returns how far this stage is; null if it does not count mini-batches. */
    default @Nullable Progress progress() {
        return null;
    }

    /** Mini-batches done and in total. */
    record Progress(int done, int total) {}

    /**
     * Releases native memory. Called by the stage itself when done, and when the job ends in it.
     */
    @Override
    default void close() {}
}
