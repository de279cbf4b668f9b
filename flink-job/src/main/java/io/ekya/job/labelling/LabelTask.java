/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task that the task thread submits to the labelling thread. */
sealed interface LabelTask {

    /** A sampled frame; dropped if too many are waiting. */
    record Label(FrameCrops frame, long window) implements LabelTask {}

    /**
     * The end of a camera's window; never dropped.
     *
     * @param closedAtMillis wall-clock time
     * @param summary completed with what the window's labels showed
     */
    record EndWindow(
            String camera,
            long window,
            long closedAtMillis,
            CompletableFuture<LabelSummary> summary)
            implements LabelTask {}

    /**
     * Requests the micro-profile of a window again, of which nothing but its labels in the sidecar
     * is known; never dropped.
     */
    record RepeatRequest(String camera, long window, long closedAtMillis) implements LabelTask {}

    /** A new student of a camera; never dropped. */
    record UseStudent(String camera, @Nullable String sha256) implements LabelTask {}

    /** The cameras from now on; never dropped. */
    record UseCameras(List<String> cameras) implements LabelTask {}

    /**
     * Marks a position in the queue.
     *
     * @param reached completed when all earlier tasks are done
     */
    record Marker(CompletableFuture<Boolean> reached) implements LabelTask {}
}
