/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.LiveConfig;
import io.ekya.redaction.Redaction;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.Placement;
import io.ekya.vision.SampleListFeed;
import io.ekya.vision.VideoFileFeed;
import io.ekya.vision.live.DecoderDevice;
import io.ekya.vision.live.LiveFeed;
import io.ekya.vision.live.LiveOptions;
import io.ekya.vision.live.TlsCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Opens cameras by the scheme of their source: {@code synthetic:} a synthetic street, {@code
 * file:PATH} a video, {@code samplelist:FOLDER} images with lists of regions, {@code rtsp:}, {@code
 * rtsps:}, {@code http:}, {@code https:} and {@code v4l2:} live cameras. A {@code kafka:} camera
 * has a feed that never delivers: its frames come from another source, and this one reports that
 * time passes, so that its windows close if it is silent, and ends with the run.
 */
public final class ConfiguredFeeds implements FeedFactory {
    private static final long serialVersionUID = 1L;

    /** Frame rate of a street if none is configured. */
    private static final double STREET_FPS = 15;

    /** Proportions of a street of which one side is configured at most. */
    private static final double STREET_WIDTH = 16;

    private static final double STREET_HEIGHT = 9;

    @Override
    public FrameFeed open(CameraConfig camera) throws IOException {
        if (camera.hasLiveSource()) {
            return LiveFeed.open(camera.liveAddress(), live(camera));
        }
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
                            "source of camera %s must start with synthetic:, file:, samplelist:, kafka: or the scheme of a live camera, but is '%s'"
                                    .formatted(camera.id(), Redaction.ofAddress(source)));
        };
    }

    private static StreetOptions street(CameraConfig camera) {
        Placement street = camera.size().place(STREET_WIDTH, STREET_HEIGHT);
        return new StreetOptions(
                camera.seed(),
                street.width(),
                street.height(),
                camera.fps() > 0 ? camera.fps() : STREET_FPS,
                camera.objects(),
                camera.drift());
    }

    private static LiveOptions live(CameraConfig camera) {
        LiveConfig live = camera.live();
        return new LiveOptions(
                camera.size(),
                camera.fps(),
                LiveOptions.Transport.valueOf(live.transport().toUpperCase(Locale.ROOT)),
                DecoderDevice.valueOf(live.hwaccel().toUpperCase(Locale.ROOT)),
                Math.round(1000 * live.openSeconds()),
                Math.round(1000 * live.watchdogSeconds()),
                new TlsCheck(live.verifyTls(), live.caFile()));
    }

    private static FeedOptions recording(CameraConfig camera) {
        return new FeedOptions(camera.size(), camera.fps(), camera.loop(), camera.heldOut());
    }
}
