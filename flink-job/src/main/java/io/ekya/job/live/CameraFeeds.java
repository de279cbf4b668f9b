package io.ekya.job.live;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.source.FeedFactory;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.SampleListFeed;
import io.ekya.vision.VideoFileFeed;
import io.ekya.vision.street.StreetFeed;
import io.ekya.vision.street.StreetOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Opens cameras by the kind of their source: drawn streets, videos, sample lists. */
record CameraFeeds() implements FeedFactory {
    private static final double USUAL_FPS = 15;

    @Override
    public FrameFeed open(CameraConfig camera) throws IOException {
        int colon = camera.source().indexOf(':');
        String kind = camera.source().substring(0, colon);
        String path = camera.source().substring(colon + 1);
        return switch (kind) {
            case "synthetic" -> StreetFeed.open(street(camera));
            case "file" -> VideoFileFeed.open(Path.of(path), recording(camera));
            case "samplelist" -> SampleListFeed.open(Path.of(path), recording(camera));
            default -> throw new IOException("no camera can be opened from " + kind + ":");
        };
    }

    private static StreetOptions street(CameraConfig c) {
        double fps = c.fps() == 0 ? USUAL_FPS : c.fps();
        return new StreetOptions(c.seed(), c.width(), c.height(), fps, c.objects(), c.drift());
    }

    private static FeedOptions recording(CameraConfig c) {
        return new FeedOptions(c.width(), c.height(), c.fps(), c.loop(), c.heldOut());
    }
}
