package io.ekya.sidecar.server.jobs;

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

    /** Mini-batches run and in all, {0, 0} where it is not counted. */
    default int[] progress() {
        return new int[] {0, 0};
    }

    /**
     * Frees native memory. Called where the job ends in this part, and by itself when it is done.
     */
    @Override
    default void close() {}
}
