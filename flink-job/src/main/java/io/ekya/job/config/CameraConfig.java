/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.redaction.Redaction;
import io.ekya.synthetic.DriftPoint;
import io.ekya.vision.PictureSize;
import io.ekya.vision.live.LiveAddress;
import java.io.Serializable;
import java.util.List;

/** One camera. */
public record CameraConfig(
        @ConfigKey(text = "Name of the camera", pattern = JobConfig.ID, example = "gate-1")
                String id,
        @ConfigKey(
                        text =
                                "Source of the frames: synthetic:, file:PATH, samplelist:FOLDER, an address with rtsp://, rtsps://, http:// or https://, v4l2:/dev/video0, or kafka:",
                        pattern = "(synthetic:|file:|samplelist:|kafka:).*|" + LiveAddress.PATTERN,
                        example = "file:videos/gate.mp4")
                String source,
        @ConfigKey(
                        text = "Frame rate; 0 uses the source's own",
                        byDefault = "0",
                        min = 0,
                        max = 240)
                double fps,
        @ConfigKey(
                        text =
                                "Width to which frames are scaled, pixels, or 0: follows from the height and the source's proportions (without both, the longer side is 320)",
                        byDefault = "0",
                        min = 0,
                        max = 4096)
                int width,
        @ConfigKey(
                        text =
                                "Height to which frames are scaled, pixels, or 0: follows from the width and the source's proportions. If both are given, bars fill what the source does not",
                        byDefault = "0",
                        min = 0,
                        max = 4096)
                int height,
        @ConfigKey(
                        text =
                                "How regions are found: by the source, by motion, or the whole frame",
                        byDefault = "given",
                        oneOf = {"given", "motion", "frame"})
                String regions,
        @ConfigKey(
                        text =
                                "Largest number of regions per frame; smaller ones beyond it are omitted and count as incorrect",
                        byDefault = "16",
                        min = 1,
                        max = 20)
                int maxRegions,
        @ConfigKey(text = "Restart at the end (file, samplelist)", byDefault = "false")
                boolean loop,
        @ConfigKey(
                        text = "Fraction at the end of the clip that is never trained on",
                        byDefault = "0",
                        min = 0,
                        max = 0.9)
                double heldOut,
        @ConfigKey(text = "Seed of the street and its traffic (synthetic)", byDefault = "1")
                long seed,
        @ConfigKey(
                        text = "Objects on the street at normal density (synthetic)",
                        byDefault = "6",
                        min = 0,
                        max = 20)
                int objects,
        @ConfigKey(text = "How light, weather and traffic change (synthetic)", byDefault = "[]")
                List<DriftPoint> drift,
        @ConfigKey(text = "How a live camera is read", byDefault = "{}") LiveConfig live)
        implements Serializable {
    /** Source of a camera whose frames come through Kafka. */
    static final String KAFKA = "kafka:";

    public CameraConfig {
        drift = List.copyOf(drift);
    }

    /** Returns the size to which frames are scaled. */
    public PictureSize size() {
        return new PictureSize(width, height);
    }

    /** Returns whether the frames come through Kafka. */
    public boolean fromKafka() {
        return source.startsWith(KAFKA);
    }

    /** Returns whether the camera is live. */
    public boolean hasLiveSource() {
        return LiveAddress.isLive(source);
    }

    /**
     * Returns the address of a live camera.
     *
     * @throws IllegalArgumentException with the rule that it violates
     */
    public LiveAddress liveAddress() {
        return LiveAddress.of(source, live.user(), live.password());
    }

    /** Returns id and source without credentials. */
    @Override
    public String toString() {
        return "CameraConfig[id=%s, source=%s]".formatted(id, Redaction.ofAddress(source));
    }
}
