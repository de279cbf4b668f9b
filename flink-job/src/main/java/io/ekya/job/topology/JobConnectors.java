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
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.jspecify.annotations.Nullable;

/**
 * What the graph is connected to. Everything is serialisable, so that tests can replace it.
 *
 * @param feeds opens the cameras
 * @param timing live cameras, or every frame as fast as possible
 * @param models students, teacher and device
 * @param sidecar connects to the sidecar
 * @param outputs receive the results
 * @param startMillis earliest wall-clock time of the cameras' first frames, which is also their
 *     event time; some seconds after the start
 */
public record JobConnectors(
        FeedFactory feeds,
        SourceTiming timing,
        Models models,
        SidecarFactory sidecar,
        List<Output> outputs,
        long startMillis) {

    public JobConnectors {
        outputs = List.copyOf(outputs);
    }

    /** Connectors with one output. */
    public JobConnectors(
            FeedFactory feeds,
            SourceTiming timing,
            Models models,
            SidecarFactory sidecar,
            Sinks sinks,
            long startMillis) {
        this(feeds, timing, models, sidecar, List.of(new Output("", sinks)), startMillis);
    }

    /**
     * A destination of the results.
     *
     * @param suffix of the sinks' names and uids, different for each output
     */
    public record Output(String suffix, Sinks sinks) {}

    /**
     * Sinks of the results; each runs in one subtask.
     *
     * @param events null if this destination does not receive them; so are the following
     */
    public record Sinks(
            Sink<Prediction> predictions,
            Sink<WindowResult> windows,
            @Nullable Sink<SidecarEvent> events,
            @Nullable Sink<Allocation> allocations,
            @Nullable Sink<FrameCrops> deadLetters) {}
}
