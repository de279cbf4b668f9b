/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.SamplingConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.sample.BurstSampler;
import io.ekya.vision.Frame;

/**
 * Decides what a camera's frames are used for besides inference: some are offered for labelling, in
 * bursts; some of the held-out frames are labelled for evaluation. Asked for every frame, in order;
 * not thread-safe.
 */
public final class FrameUse {
    private final BurstSampler sampler;
    private final double fps;
    private long last = -1; // number by time of the frame before
    private final int evaluateEvery;

    /**
     * @param fps frame rate of the camera
     */
    public FrameUse(JobConfig config, CameraConfig camera, double fps) {
        this.fps = fps;
        SamplingConfig sampling = config.sampling();
        double seconds = Math.max(config.window().seconds(), 1 / fps);
        BurstSampler.Plan plan =
                new BurstSampler.Plan(
                        seconds, candidates(sampling, seconds), sampling.offsets(), fps);
        this.sampler = new BurstSampler(plan, 31 * config.seed() + camera.id().hashCode());
        this.evaluateEvery = sampling.evaluateEvery();
    }

    /** Bursts offered per window: twice the budget, but at most two a second beyond it. */
    private static int candidates(SamplingConfig sampling, double windowSeconds) {
        int most = Math.min(2 * sampling.bursts(), (int) (2 * windowSeconds));
        return Math.max(sampling.bursts(), most);
    }

    /**
     * Returns the use of a frame, from its time since the camera's start. Frames that come unevenly
     * or not as often as stated are numbered by their time, since windows are; of several with one
     * number, the first counts.
     */
    public FrameCrops.Use of(Frame frame) {
        if (frame.heldOut()) {
            return frame.index() % evaluateEvery == 0
                    ? FrameCrops.Use.EVALUATE
                    : FrameCrops.Use.INFER;
        }
        long number = Math.round(frame.timeMillis() * fps / 1000);
        boolean isSecond = number == last;
        last = number;
        return !isSecond && sampler.sampled(number, frame.timeMillis())
                ? FrameCrops.Use.CANDIDATE
                : FrameCrops.Use.INFER;
    }
}
