package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;

/** Work that is cut into mini-batches, so that other work may come between any two. */
interface DeviceJob {

    /** What it may use of the device. */
    DeviceShare share();

    /** True where there is nothing to do now; it is asked again when the loop is woken. */
    boolean idle();

    /** True where it shall end before its next mini-batch; called from the device's thread. */
    boolean cancelled();

    /** Runs one mini-batch on the device's thread. False where the work is done. */
    boolean step();

    /** Called once, after the last step, on the device's thread: frees what it holds and tells. */
    void end(Ending ending);

    /** How a job came to its end. */
    sealed interface Ending {
        /** All its mini-batches were run. */
        record Done() implements Ending {}

        /** A mini-batch failed. */
        record Failed(Throwable cause) implements Ending {}

        /** It was cancelled. */
        record Cancelled() implements Ending {}

        /** The sidecar shuts down; the job is still owed. */
        record Interrupted() implements Ending {}
    }
}
