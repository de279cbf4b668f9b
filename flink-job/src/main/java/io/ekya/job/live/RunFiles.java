package io.ekya.job.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sink.JsonLinesSink;
import io.ekya.job.topology.JobEnds;
import io.ekya.sidecar.client.SidecarEvent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a run's folder. */
final class RunFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunFiles() {}

    static JobEnds.Sinks in(Path folder, boolean withPredictions) {
        return new JobEnds.Sinks(
                JsonLinesSink.of(
                        folder.resolve("predictions.jsonl"),
                        Prediction.class,
                        withPredictions ? p -> p : RunFiles::nothing),
                JsonLinesSink.once(
                        folder.resolve("windows.jsonl"),
                        WindowResult.class,
                        w -> w.site() + "/" + w.camera() + "/" + w.window()),
                JsonLinesSink.once(
                        folder.resolve("events.jsonl"),
                        SidecarEvent.class,
                        e -> e.journal() + "/" + e.n()),
                JsonLinesSink.of(
                        folder.resolve("allocations.jsonl"), Allocation.class, RunFiles::timed),
                JsonLinesSink.of(
                        folder.resolve("deadletters.jsonl"), FrameCrops.class, RunFiles::words));
    }

    private static @Nullable Object nothing(Prediction prediction) {
        return null;
    }

    /** With the wall-clock time at which it came into force. */
    private static Object timed(Allocation allocation) {
        ObjectNode line = JSON.createObjectNode();
        line.put("timeMillis", System.currentTimeMillis());
        line.setAll((ObjectNode) JSON.valueToTree(allocation));
        return line;
    }

    /** What was wrong, without the picture. */
    private static Object words(FrameCrops frame) {
        ObjectNode line = JSON.createObjectNode();
        line.put("camera", frame.camera());
        line.put("index", frame.index());
        line.put("timeMillis", frame.timeMillis());
        line.put("error", frame.error());
        return line;
    }
}
