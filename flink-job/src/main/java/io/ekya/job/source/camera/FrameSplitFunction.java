package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts what leaves the source: bad frames to the dead letters, frames that are to be labelled to
 * the teacher, without their true classes, and everything to inference, without whole frames. What
 * a bad frame lost is told to inference as a heartbeat, so that it counts.
 */
public final class FrameSplitFunction extends ProcessFunction<FrameCrops, FrameCrops> {
    private static final long serialVersionUID = 1L;

    /** Frames that could not be used, and lost cameras. */
    public static final OutputTag<FrameCrops> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    /** Frames to be labelled, and heartbeats, so that labelling knows of silent cameras. */
    public static final OutputTag<FrameCrops> SAMPLED = new OutputTag<>("sampled") {};

    @Override
    public void processElement(FrameCrops frame, Context context, Collector<FrameCrops> out) {
        switch (frame.kind()) {
            case FrameCrops.BAD -> {
                context.output(DEAD_LETTERS, frame);
                out.collect(frame.asHeartbeat());
            }
            case FrameCrops.HEARTBEAT -> {
                context.output(SAMPLED, frame);
                out.collect(frame);
            }
            default -> {
                if (frame.use() != FrameCrops.ANSWER) {
                    context.output(SAMPLED, frame.withoutTruth());
                }
                out.collect(frame.withoutJpeg());
            }
        }
    }
}
