/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Splits the source's records: bad frames go to the dead letters, candidates for labelling to the
 * sampler without their true classes, and everything to inference without whole frames. Inference
 * receives a bad frame as a heartbeat, so that its losses count.
 */
public final class FrameSplitFunction extends ProcessFunction<FrameCrops, FrameCrops> {
    private static final long serialVersionUID = 1L;

    /** Frames that could not be used, lost cameras, and changes that were refused. */
    public static final OutputTag<FrameCrops> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    /** Frames offered for labelling, and heartbeats, so that windows of silent cameras close. */
    public static final OutputTag<FrameCrops> CANDIDATES = new OutputTag<>("candidates") {};

    @Override
    public void processElement(FrameCrops frame, Context context, Collector<FrameCrops> out) {
        switch (frame.kind()) {
            case BAD -> {
                if (frame.faults() > 0) {
                    context.output(DEAD_LETTERS, frame);
                }
                out.collect(frame.asHeartbeat());
            }
            case REFUSED -> context.output(DEAD_LETTERS, frame);
            case CAMERAS -> {} // selected before
            case HEARTBEAT -> {
                context.output(CANDIDATES, frame);
                out.collect(frame);
            }
            case FRAME -> {
                if (frame.use() != FrameCrops.Use.INFER) {
                    context.output(CANDIDATES, frame.withoutTruth());
                }
                out.collect(frame.withoutJpeg());
            }
        }
    }
}
