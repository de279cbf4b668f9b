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
 * What the graph is connected to; all of it serialisable, so that tests hand in their own.
 *
 * @param feeds how cameras are reached
 * @param timing live cameras, or every frame as fast as can be
 * @param models students, teacher and device
 * @param sidecar how the training process is reached
 * @param sinks where results go
 * @param originMillis wall-clock time at which the first window is to begin, some seconds after the
 *     start; it is also the event time of the cameras' first frame. A job that is restored from a
 *     savepoint must be given the same again
 */
public record JobConnectors(
        FeedFactory feeds,
        SourceTiming timing,
        Models models,
        SidecarFactory sidecar,
        Sinks sinks,
        long originMillis) {

    /** Where results go; each is run by one subtask. */
    public record Sinks(
            Sink<Prediction> predictions,
            Sink<WindowResult> windows,
            Sink<SidecarEvent> events,
            Sink<Allocation> allocations,
            Sink<FrameCrops> deadLetters) {}
}
