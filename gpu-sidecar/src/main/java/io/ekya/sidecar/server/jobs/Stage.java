package io.ekya.sidecar.server.jobs;

import org.jspecify.annotations.Nullable;

/** A part of a job. It holds what it needs, and hands on to the next part what that needs. */
interface Stage extends AutoCloseable {

    /** What it does, in a word, for the status. */
    String name();

    /** Runs one mini-batch; answers itself, or the next part where this one is done. */
    Stage step();

    /** True where nothing follows; then {@link #step} is not called. */
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
     * Frees native memory. Called where the job ends in this part, and by itself when it is done.
     */
    @Override
    default void close() {}
}
