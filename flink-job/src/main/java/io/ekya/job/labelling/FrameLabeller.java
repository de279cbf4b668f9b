/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The work of the labelling thread. */
interface FrameLabeller extends AutoCloseable {

    /** Counts a sampled frame that is not labelled; can be called by any thread. */
    void dropped(String camera, long window);

    /** Labels a frame. */
    void label(FrameCrops frame, long window) throws InterruptedException;

    /**
     * Summarises a camera's window.
     *
     * @param closedAtMillis wall-clock time of its end
     */
    LabelSummary endWindow(String camera, long window, long closedAtMillis);

    /** Requests the micro-profile of an earlier window again; its labels are in the sidecar. */
    void repeatRequest(String camera, long window, long closedAtMillis);

    /** Evaluates this student from now on, once it is loaded. */
    void useStudent(String camera, @Nullable String sha256);

    /** Releases what is kept of other cameras than these. */
    void useCameras(List<String> cameras);

    /**
     * Waits until the sidecar has received everything; can be called by any thread.
     *
     * @return false on timeout
     */
    boolean drain(long millis) throws InterruptedException;

    @Override
    void close();
}
