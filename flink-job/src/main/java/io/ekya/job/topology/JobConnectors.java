/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.models.Models;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.sidecar.api.SidecarEvent;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the graph is connected to. Everything is serialisable, so that tests can replace it.
 *
 * @param feeds opens the cameras
 * @param timing live cameras, or every frame as fast as possible
 * @param models students, teacher and device
 * @param sidecar connects to the sidecar
 * @param sinks receive the results
 * @param startMillis earliest wall-clock time of the cameras' first frames, which is also their
 *     event time; some seconds after the start
 */
public record JobConnectors(
        FeedFactory feeds,
        SourceTiming timing,
        Models models,
        SidecarFactory sidecar,
        Sinks sinks,
        long startMillis) {

    /** Sinks of the results; each runs in one subtask. */
    public record Sinks(
            Sink<Prediction> predictions,
            Sink<WindowResult> windows,
            Sink<SidecarEvent> events,
            Sink<Allocation> allocations,
            Sink<FrameCrops> deadLetters) {}
}
