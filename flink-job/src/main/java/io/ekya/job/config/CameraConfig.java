package io.ekya.job.config;

import io.ekya.synthetic.DriftPoint;
import java.io.Serializable;
import java.util.List;

/** One camera. */
public record CameraConfig(
        @ConfigKey(text = "Its name", pattern = JobConfig.ID) String id,
        @ConfigKey(
                        text =
                                "Where its frames come from: synthetic:, file:PATH or samplelist:FOLDER",
                        pattern = "(synthetic:|file:|samplelist:).*")
                String source,
        @ConfigKey(
                        text = "Frames a second; 0 takes the source's own",
                        byDefault = "0",
                        min = 0,
                        max = 240)
                double fps,
        @ConfigKey(
                        text = "Width frames are scaled to, pixels",
                        byDefault = "320",
                        min = 64,
                        max = 4096)
                int width,
        @ConfigKey(
                        text = "Height frames are scaled to, pixels",
                        byDefault = "180",
                        min = 36,
                        max = 4096)
                int height,
        @ConfigKey(
                        text = "How regions are found",
                        byDefault = "given",
                        oneOf = {"given", "motion", "frame"})
                String regions,
        @ConfigKey(
                        text =
                                "Most regions of a frame; the smallest beyond are left out and count as wrong",
                        byDefault = "16",
                        min = 1,
                        max = 20)
                int maxRegions,
        @ConfigKey(text = "Begin anew at the end (file, samplelist)", byDefault = "false")
                boolean loop,
        @ConfigKey(
                        text = "Last share of the clip that is never trained on",
                        byDefault = "0",
                        min = 0,
                        max = 0.9)
                double heldOut,
        @ConfigKey(text = "Seed of the street and its traffic (synthetic)", byDefault = "1")
                long seed,
        @ConfigKey(
                        text = "Objects on the street at usual density (synthetic)",
                        byDefault = "6",
                        min = 0,
                        max = 20)
                int objects,
        @ConfigKey(text = "How light, weather and traffic change (synthetic)", byDefault = "[]")
                List<DriftPoint> drift)
        implements Serializable {
    public CameraConfig {
        drift = List.copyOf(drift);
    }
}
