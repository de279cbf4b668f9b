package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.SamplingConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.sample.BurstSampler;
import io.ekya.vision.Frame;

/**
 * Decides what a camera's frames are for besides being answered: some are labelled for training, in
 * bursts; of those that may never be trained on, some are labelled for evaluation.
 */
final class FrameUse {
    private final BurstSampler sampler;
    private final int evaluateEvery;

    /**
     * @param fps frames a second that the camera delivers
     */
    FrameUse(JobConfig config, CameraConfig camera, double fps) {
        SamplingConfig sampling = config.sampling();
        double seconds = Math.max(config.window().seconds(), 1 / fps);
        BurstSampler.Plan plan =
                new BurstSampler.Plan(seconds, sampling.bursts(), sampling.offsets(), fps);
        this.sampler = new BurstSampler(plan, 31 * config.seed() + camera.id().hashCode());
        this.evaluateEvery = sampling.evaluateEvery();
    }

    /** One of the constants ANSWER, LABEL and EVALUATE of FrameCrops. */
    int of(Frame frame) {
        if (frame.heldOut()) {
            return frame.index() % evaluateEvery == 0 ? FrameCrops.EVALUATE : FrameCrops.ANSWER;
        }
        return sampler.sampled(frame.index(), frame.timeMillis())
                ? FrameCrops.LABEL
                : FrameCrops.ANSWER;
    }
}
