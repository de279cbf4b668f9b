/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowResult;
import io.ekya.job.source.camera.ConfiguredFeeds;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.TestingVideo;
import io.ekya.job.testing.ToyModels;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One healthy camera among faulty ones: faults are reported and nothing else is lost. */
@Timeout(120)
final class FaultyCamerasTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    /** Opening a video takes some time. */
    private static final int WINDOWS = 4;

    private static final int FRAMES_PER_WINDOW = 20;

    private final Path folder;

    FaultyCamerasTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private JobConfig config() {
        String yaml =
                """
                cameras:
                  - {id: healthy, source: "synthetic:", fps: 10, width: 160, height: 96}
                  - {id: missing, source: "file:DIR/missing.mp4", fps: 10, regions: frame}
                  - {id: cut, source: "file:DIR/cut.mp4", fps: 10, regions: frame}
                  - {id: text, source: "file:DIR/text.mp4", fps: 10, regions: frame}
                  - {id: images, source: "samplelist:DIR/images", fps: 10, loop: true}
                  - {id: rows, source: "samplelist:DIR/rows", fps: 10, loop: true}
                  - {id: silent, source: "synthetic:", fps: 10}
                window: {seconds: 2, count: WINDOWS}
                sampling: {bursts: 2, offsets: [0, 1, 2]}
                scheduler: {deadline: 0.3}
                flink: {parallelism: 2, checkpointMillis: 500}
                """;
        return new ConfigLoader()
                .parse(
                        "test",
                        yaml.replace("DIR", folder.toString())
                                .replace("WINDOWS", Integer.toString(WINDOWS)),
                        List.of());
    }

    private void writeInputs() throws IOException {
        TestingVideo.truncate(TestingVideo.write(folder.resolve("cut.mp4"), 60, 10), 0.7);
        Files.writeString(folder.resolve("text.mp4"), "this is not a video\n".repeat(500));
        sampleList("images", "0,a.png,car,0,0,20,20", "1,text.png,car,0,0,20,20");
        Files.writeString(folder.resolve("images").resolve("text.png"), "this is not an image");
        sampleList(
                "rows",
                "0,a.png,car,0,0,20,20",
                "one,a.png,car,0,0,20,20",
                "1,a.png,tram,0,0,20,20",
                "1,a.png,car,100,0,200,20",
                "1,a.png,bus,5,5,30,30",
                "2,gone.png,car,0,0,20,20",
                "3,a.png,truck,0,zero,20,20",
                "3,a.png,truck,0,0,20,20");
    }

    private void sampleList(String name, String... rows) throws IOException {
        Path list = Files.createDirectories(folder.resolve(name));
        Files.write(list.resolve("list.csv"), List.of(rows));
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        ImageIO.write(image, "png", list.resolve("a.png").toFile());
    }

    /** Configured feeds, except for one camera that connects but never delivers a frame. */
    private static FeedFactory feeds() {
        FeedFactory configured = new ConfiguredFeeds();
        return camera -> camera.id().equals("silent") ? new SilentFeed() : configured.open(camera);
    }

    private record SilentFeed() implements FrameFeed {
        @Override
        public @Nullable Frame next() throws IOException {
            try {
                new CountDownLatch(1).await();
                return null;
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void skipTo(long index) {}

        @Override
        public double fps() {
            return 10;
        }

        @Override
        public void close() {}
    }

    @Test
    void doNotAffectTheHealthyCamera() throws Exception {
        writeInputs();
        InMemorySidecar.start("faulty");
        Collected run =
                TestingJob.live("faulty", config(), feeds(), new ToyModels(folder.toString()))
                        .run();

        for (WindowResult window : windows(run, "healthy")) {
            assertThat(window.frames().delivered()).isEqualTo(FRAMES_PER_WINDOW);
            assertThat(window.frames().analysed()).isPositive();
            assertThat(window.truth().accuracy()).isNotNull();
        }
        assertThat(errors(run, "healthy")).isEmpty();

        assertThat(frames(run, "missing")).containsOnly(0L);
        assertThat(errors(run, "missing"))
                .allSatisfy(
                        t ->
                                assertThat(t)
                                        .contains("missing.mp4 does not exist", "check the path"));
        assertThat(frames(run, "text")).containsOnly(0L);
        assertThat(errors(run, "text"))
                .allSatisfy(t -> assertThat(t).contains("not supported by FFmpeg"));
        assertThat(frames(run, "cut").get(0)).isEqualTo(FRAMES_PER_WINDOW);
        assertThat(frames(run, "cut").get(WINDOWS - 1)).isZero();
        assertThat(errors(run, "cut"))
                .allSatisfy(t -> assertThat(t).contains("cut.mp4", "copy"))
                .anyMatch(t -> t.contains("is truncated"));
        assertThat(frames(run, "silent")).containsOnly(0L);
    }

    @Test
    void loseOnlyTheirUnreadableFrames() throws Exception {
        writeInputs();
        InMemorySidecar.start("partly");
        Collected run =
                TestingJob.live("partly", config(), feeds(), new ToyModels(folder.toString()))
                        .run();

        // Every second frame of the loop is not an image; all are counted, the first are reported.
        assertThat(frames(run, "images")).containsOnly((long) FRAMES_PER_WINDOW);
        assertThat(windows(run, "images"))
                .allMatch(w -> w.frames().dropped() >= FRAMES_PER_WINDOW / 2);
        assertThat(errors(run, "images"))
                .allSatisfy(
                        t ->
                                assertThat(t)
                                        .contains(
                                                "list.csv:2",
                                                "text.png",
                                                "is not a supported image"));
        // Invalid rows are skipped, their frames are kept; one of four frames has no image file.
        assertThat(frames(run, "rows")).containsOnly((long) FRAMES_PER_WINDOW);
        assertThat(errors(run, "rows"))
                .anyMatch(t -> t.contains("idx must be a whole number, but is 'one'"))
                .anyMatch(t -> t.contains("class must be one of") && t.contains("'tram'"))
                .anyMatch(t -> t.contains("must lie inside the image of 64x48 pixels"))
                .anyMatch(t -> t.contains("y0 must be a number, but is 'zero'"))
                .anyMatch(t -> t.contains("'gone.png' does not exist"));
    }

    /** Returns the results of a camera; asserts that every window has one. */
    private static List<WindowResult> windows(Collected run, String camera) {
        List<WindowResult> windows =
                run.windows().stream().filter(w -> w.camera().equals(camera)).toList();
        assertThat(windows)
                .extracting(WindowResult::window)
                .containsExactlyElementsOf(LongStream.range(0, WINDOWS).boxed().toList());
        return windows;
    }

    private static List<Long> frames(Collected run, String camera) {
        return windows(run, camera).stream().map(w -> w.frames().delivered()).toList();
    }

    private static List<String> errors(Collected run, String camera) {
        return run.deadLetters().stream()
                .filter(d -> d.camera().equals(camera))
                .map(FrameCrops::error)
                .toList();
    }
}
