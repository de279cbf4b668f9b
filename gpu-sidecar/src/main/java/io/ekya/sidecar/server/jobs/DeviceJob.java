/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;

/** A job that runs in mini-batches, so that other jobs can run between any two. */
interface DeviceJob {

    /** Share of the device. */
    DeviceShare share();

    /** Returns whether there is nothing to do; evaluated again when the loop is woken. */
    boolean idle();

    /** Returns whether it has to end before its next mini-batch; called by the device thread. */
    boolean cancelled();

    /** Runs one mini-batch on the device thread. Returns false once the job is done. */
    boolean step();

    /** Releases resources and reports the ending; called once, on the device thread. */
    void end(Ending ending);

    /** How a job ended. */
    sealed interface Ending {
        /** All mini-batches were run. */
        record Done() implements Ending {}

        /** A mini-batch failed. */
        record Failed(Throwable cause) implements Ending {}

        /** It was cancelled. */
        record Cancelled() implements Ending {}

        /** The sidecar shuts down; the job is still pending. */
        record Interrupted() implements Ending {}
    }
}
