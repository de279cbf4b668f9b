/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.vision.BadFrameException;
import io.ekya.vision.BgrImage;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.SampleListFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The camera threads with feeds that fail. */
@Timeout(60)
class CameraFetcherTest {
    private static final JobConfig CONFIG =
            new ConfigLoader()
                    .parse("test", "cameras: [{id: north, source: 'synthetic:'}]", List.of());
    private static final CameraTime TIME =
            new CameraTime(
                    new WindowClock(1_000, 0, 0),
                    new Pacer(0, 1, System::currentTimeMillis),
                    false,
                    System::currentTimeMillis);

    private final ThreadFailure failure = new ThreadFailure();
    private final CameraSlot slot = new CameraSlot(() -> {}, false);

    private CameraFetcher fetcher(FeedFactory feeds) {
        CameraConfig camera = CONFIG.cameras().get(0);
        return new CameraFetcher(
                camera,
                feeds,
                fps -> {
                    throw new AssertionError("no frame is cut");
                },
                TIME,
                slot,
                1,
                failure);
    }

    @Test
    void anErrorIsAFailureAndNotTheEndOfTheCamera() throws Exception {
        CameraFetcher fetcher =
                fetcher(
                        camera -> {
                            throw new LinkageError("in a test");
                        });
        fetcher.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThatThrownBy(failure::rethrow)
                                        .isInstanceOf(LinkageError.class));
        assertThat(slot.isExhausted()).isFalse();
        fetcher.close();
        fetcher.join();
    }

    @Test
    void anUnavailableCameraIsReportedAndRetried() throws Exception {
        CameraFetcher fetcher =
                fetcher(
                        camera -> {
                            throw new IOException("rtsp://me:hunter2@host/1 is unplugged");
                        });
        fetcher.start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !slot.isEmpty());
        FrameCrops record = slot.take();
        assertThat(record)
                .isNotNull()
                .returns(FrameCrops.Kind.BAD, FrameCrops::kind)
                .returns("rtsp://***@host/1 is unplugged", FrameCrops::error);
        assertThat(slot.isExhausted()).isFalse();
        fetcher.close();
        fetcher.join();
        failure.rethrow();
    }

    @Test
    void anErrorOfTheSilenceWatchIsAFailure() {
        try (SilenceWatch watch = new SilenceWatch(split -> TIME, failure)) {
            watch.watch(
                    CameraSplit.startingAt("north", 0),
                    new CameraSlot(
                            () -> {
                                throw new LinkageError("in a test");
                            },
                            false));
            watch.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(failure::rethrow)
                                            .isInstanceOf(LinkageError.class));
        }
    }

    /** A camera that opens, but whose frames are all unusable, as fast as they are asked for. */
    private record UnusableFeed(boolean isLive, AtomicLong asked) implements FrameFeed {

        @Override
        public Frame next() throws IOException {
            long number = asked.getAndIncrement();
            if (isLive) {
                LockSupport.parkNanos(1_000_000);
            }
            throw new BadFrameException(number, "damaged", "frame " + number + " is damaged");
        }

        @Override
        public void skipTo(long index) {
            asked.set(Math.max(asked.get(), index));
        }

        @Override
        public double fps() {
            return 20;
        }

        @Override
        public void close() {}
    }

    /** What a camera put into its slot until it ended. */
    private List<FrameCrops> playToItsEnd(FeedFactory feeds, int windows) throws Exception {
        long start = 500 * (System.currentTimeMillis() / 500 + 1); // beginning of a window
        CameraTime bounded =
                new CameraTime(
                        WindowClock.startingAt(start, 500, windows),
                        new Pacer(start, 1, MonotonicClock.startingAt(System.currentTimeMillis())),
                        false,
                        System::currentTimeMillis);
        CameraConfig camera = CONFIG.cameras().get(0);
        CameraFetcher fetcher =
                new CameraFetcher(
                        camera,
                        feeds,
                        fps -> FrameCutter.of(CONFIG, camera, frame -> FrameCrops.Use.INFER),
                        bounded,
                        slot,
                        0,
                        failure);
        List<FrameCrops> records = new ArrayList<>();
        fetcher.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            for (FrameCrops r = slot.take(); r != null; r = slot.take()) {
                                records.add(r);
                            }
                            return slot.isExhausted();
                        });
        assertThat(System.currentTimeMillis())
                .as("unusable frames pass in real time")
                .isGreaterThanOrEqualTo(start + windows * 500L - 100);
        assertThat(fetcher.isOnline()).isFalse();
        fetcher.close();
        fetcher.join();
        failure.rethrow();
        return records;
    }

    private static int frames(List<FrameCrops> records) {
        return records.stream().mapToInt(r -> r.dropped().frames()).sum();
    }

    private static int faults(List<FrameCrops> records) {
        return records.stream().mapToInt(FrameCrops::faults).sum();
    }

    @Test
    void theWindowCountEndsACameraThatDeliversOnlyUnusableFrames() throws Exception {
        List<FrameCrops> records =
                playToItsEnd(camera -> new UnusableFeed(false, new AtomicLong()), 3);

        // 1.5 s at 20 frames a second; a busy machine skips some, also beyond the end
        assertThat(frames(records)).isBetween(30, 100);
        assertThat(faults(records)).as("all are counted").isBetween(5, 30);
        assertThat(records.stream().filter(r -> r.faults() > 0))
                .as("but not each is reported")
                .hasSize(4); // three, and one for the others when the camera ends
        assertThat(records).extracting(r -> r.times().eventMillis()).isSorted();
    }

    @Test
    void theWindowCountEndsALiveCameraThatDeliversOnlyUnusableFrames() throws Exception {
        List<FrameCrops> records =
                playToItsEnd(camera -> new UnusableFeed(true, new AtomicLong()), 2);

        assertThat(faults(records)).isGreaterThan(4);
        assertThat(records.stream().filter(r -> r.faults() > 0)).hasSize(4);
    }

    @Test
    void aListOfUnreadableImagesIsPlayedInRealTime(@TempDir Path folder) throws Exception {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            Files.writeString(folder.resolve(i + ".png"), "nonsense");
            list.append("%d,%d.png,car,10,20,80,90%n".formatted(i, i));
        }
        Files.writeString(folder.resolve("list.csv"), list);

        List<FrameCrops> records =
                playToItsEnd(
                        camera -> SampleListFeed.open(folder, new FeedOptions(64, 48, 20, true, 0)),
                        2);

        assertThat(frames(records)).isBetween(20, 100); // 1 s at 20 frames a second
        assertThat(records.stream().filter(r -> r.faults() > 0))
                .hasSize(4)
                .allSatisfy(r -> assertThat(r.error()).contains("is not a supported image"));
    }

    /** A live camera that delivers two frames, then loses its connection. */
    private static final class BriefLiveFeed implements FrameFeed {
        private long next;

        @Override
        public Frame next() throws IOException {
            if (next == 2) {
                throw new IOException("connection reset");
            }
            BgrImage image = new BgrImage(64, 48, new byte[3 * 64 * 48]);
            return new Frame(next, 10 * next++, image, List.of(), new int[0], false);
        }

        @Override
        public void skipTo(long index) {}

        @Override
        public double fps() {
            return 10;
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void aLiveCameraThatIsConnectedAgainContinuesItsNumbersAndTimes() throws Exception {
        CameraConfig camera = CONFIG.cameras().get(0);
        long start = System.currentTimeMillis() - 5_000;
        CameraTime live =
                new CameraTime(
                        WindowClock.startingAt(start, 1_000, 0),
                        new Pacer(start, 1, MonotonicClock.startingAt(start + 5_000)),
                        false,
                        System::currentTimeMillis);
        CameraSlot all = new CameraSlot(() -> {}, true);
        CameraFetcher fetcher =
                new CameraFetcher(
                        camera,
                        any -> new BriefLiveFeed(),
                        fps -> FrameCutter.of(CONFIG, camera, frame -> FrameCrops.Use.INFER),
                        live,
                        all,
                        0,
                        failure);
        fetcher.start();
        List<FrameCrops> frames = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            for (FrameCrops next = all.take(); next != null; next = all.take()) {
                                if (next.isFrame()) {
                                    frames.add(next);
                                }
                            }
                            return frames.size() >= 6;
                        });
        fetcher.close();
        fetcher.join();
        failure.rethrow();

        assertThat(frames.subList(0, 6))
                .extracting(FrameCrops::index)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(frames).extracting(f -> f.times().eventMillis()).isSorted();
        assertThat(frames.get(0).times().eventMillis())
                .as("the present time, not that of the camera's start")
                .isGreaterThanOrEqualTo(start + 5_000);
    }
}
