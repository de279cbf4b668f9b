/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.SampleListFeed;
import io.ekya.vision.VideoFileFeed;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens cameras by the scheme of their source: {@code synthetic:} a synthetic street, {@code
 * file:PATH} a video, {@code samplelist:FOLDER} images with lists of regions. A {@code kafka:}
 * camera has a feed that never delivers: its frames come from another source, and this one reports
 * that time passes, so that its windows close if it is silent, and ends with the run.
 */
public final class ConfiguredFeeds implements FeedFactory {
    private static final long serialVersionUID = 1L;

    /** Frame rate of a street if none is configured. */
    private static final double STREET_FPS = 15;

    @Override
    public FrameFeed open(CameraConfig camera) throws IOException {
        String source = camera.source();
        int colon = source.indexOf(':');
        String scheme = colon < 0 ? "" : source.substring(0, colon);
        String rest = source.substring(colon + 1);
        return switch (scheme) {
            case "synthetic" -> StreetFeed.open(street(camera));
            case "file" -> VideoFileFeed.open(Path.of(rest), recording(camera));
            case "samplelist" -> SampleListFeed.open(Path.of(rest), recording(camera));
            case "kafka" -> new SilentFeed(camera.fps());
            default ->
                    throw new IOException(
                            "source of camera %s must start with synthetic:, file:, samplelist: or kafka:, but is '%s'"
                                    .formatted(camera.id(), source));
        };
    }

    private static StreetOptions street(CameraConfig camera) {
        return new StreetOptions(
                camera.seed(),
                camera.width(),
                camera.height(),
                camera.fps() > 0 ? camera.fps() : STREET_FPS,
                camera.objects(),
                camera.drift());
    }

    private static FeedOptions recording(CameraConfig camera) {
        return new FeedOptions(
                camera.width(), camera.height(), camera.fps(), camera.loop(), camera.heldOut());
    }
}
