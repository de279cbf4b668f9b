package io.ekya.job.metrics;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Frames in, analysed and dropped, per camera, in Flink's metric system. */
public final class CameraCounts {
    private final MetricGroup group;
    private final Map<String, Counters> cameras = new HashMap<>();

    private record Counters(Counter in, Counter analysed, Counter dropped) {}

    public CameraCounts(MetricGroup group) {
        this.group = group;
    }

    /** A record came from the camera, and with it the number of those lost before. */
    public void in(FrameCrops frame) {
        int own = frame.kind() == FrameCrops.FRAME ? 1 : 0;
        of(frame.camera()).in().inc(own + frame.droppedFrames());
        of(frame.camera()).dropped().inc(frame.droppedFrames());
    }

    public void answered(String camera, int how) {
        if (how == Prediction.ANALYSED) {
            of(camera).analysed().inc();
        } else if (how == Prediction.DROPPED) {
            of(camera).dropped().inc();
        }
    }

    private Counters of(String camera) {
        return cameras.computeIfAbsent(
                camera,
                c -> {
                    MetricGroup own = group.addGroup("camera", c);
                    return new Counters(
                            own.counter("framesIn"),
                            own.counter("framesAnalysed"),
                            own.counter("framesDropped"));
                });
    }
}
