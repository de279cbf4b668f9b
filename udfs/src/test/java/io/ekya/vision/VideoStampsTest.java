/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos whose time stamps are uneven, start again or are absurd. */
class VideoStampsTest {
    @TempDir Path folder = Path.of("");

    private static BgrImage number(int number) {
        try {
            return Jpeg.decode(TestClip.jpeg(number));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FeedOptions options(double fps, boolean loop) {
        return new FeedOptions(TestClip.WIDTH, TestClip.HEIGHT, fps, loop, 0);
    }

    private static int shown(Frame frame) {
        return TestClip.numberShown(frame.image());
    }

    private static List<Frame> play(Path file, double fps) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (FrameFeed feed = VideoFileFeed.open(file, options(fps, false))) {
            for (Frame frame = feed.next(); frame != null; frame = feed.next()) {
                assertThat(feed.times().millisOf(frame.index())).isEqualTo(frame.timeMillis());
                frames.add(frame);
            }
        }
        return frames;
    }

    /** A recorder that writes on motion: 24 frames at 25 a second, 10 at 1, 24 at 25. */
    private static long onMotion(int frame) {
        int fast = Math.min(frame, 24) + Math.max(0, frame - 34);
        int slow = Math.max(0, Math.min(frame, 34) - 24);
        return 40_000L * fast + 1_000_000L * slow;
    }

    private Path recordedOnMotion(String format) throws IOException {
        return new TestRecorder()
                .frames(58, 100)
                .pictures(VideoStampsTest::number)
                .micros(VideoStampsTest::onMotion)
                .encode(folder.resolve("motion." + format), format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "matroska", "mpegts"})
    void framesComeAtTheTimesOfTheirStamps(String format) throws IOException {
        List<Frame> frames = play(recordedOnMotion(format), 0);
        assertThat(frames).hasSize(58);
        for (int i = 0; i < 58; i++) {
            assertThat(shown(frames.get(i))).isEqualTo(i);
            assertThat(frames.get(i).timeMillis()).isCloseTo(onMotion(i) / 1000, within(1L));
        }
    }

    @Test
    void skippingReachesTheFrameThatIsDue() throws IOException {
        Path file = recordedOnMotion("mp4");
        try (FrameFeed feed = VideoFileFeed.open(file, options(0, true))) {
            long length = onMotion(57) / 1000 + 40;
            for (long due : new long[] {0, 79, 80, 1_500, 5_959, 11_000, 3 * length + 2_000}) {
                feed.skipTo(feed.times().indexAt(due));
                Frame frame = Objects.requireNonNull(feed.next());
                long inLoop = due % length;
                int expected =
                        IntStream.range(0, 58)
                                .filter(i -> onMotion(i) / 1000 <= inLoop)
                                .max()
                                .orElseThrow();
                assertThat(shown(frame)).as("at %d ms", due).isEqualTo(expected);
                assertThat(frame.timeMillis()).isLessThanOrEqualTo(due);
            }
        }
    }

    @Test
    void aLowerRateThinsOutWhatIsFaster() throws IOException {
        List<Frame> frames = play(recordedOnMotion("mp4"), 5);
        // 24 frames in 0.96 s give 5 at 0, 200, ... 800 ms; the slow ones are left as they are
        assertThat(frames.subList(0, 5))
                .extracting(Frame::timeMillis)
                .containsExactly(0L, 200L, 400L, 600L, 800L);
        assertThat(frames)
                .extracting(f -> (long) shown(f))
                .contains(25L, 26L, 27L, 28L, 29L, 30L, 31L, 32L, 33L);
        for (int i = 1; i < frames.size(); i++) {
            long step = frames.get(i).timeMillis() - frames.get(i - 1).timeMillis();
            assertThat(step).isGreaterThanOrEqualTo(100);
        }
        assertThat(frames).hasSizeBetween(18, 22);
    }

    private Path part(String name, int from, int frames, String offset) throws IOException {
        return new TestRecorder()
                .frames(frames, 20)
                .pictures(i -> number(from + i))
                .with(
                        r -> {
                            r.setMaxBFrames(2);
                            r.setOption("output_ts_offset", offset);
                        })
                .encode(folder.resolve(name), "mpegts");
    }

    // the first part lasts 2 s; the second one starts again, overlaps or jumps ahead
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0.017", "0, 1.2", "300, 0", "0, 500", "0, 90000"})
    void joinedRecordingsContinueInTheOrderOfTheFile(String first, String second)
            throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(Files.readAllBytes(part("1.ts", 0, 40, first)));
        joined.write(Files.readAllBytes(part("2.ts", 40, 30, second)));
        Path file = Files.write(folder.resolve("joined.ts"), joined.toByteArray());

        List<Frame> frames = play(file, 0);
        assertThat(frames)
                .extracting(VideoStampsTest::shown)
                .containsExactlyElementsOf(IntStream.range(0, 70).boxed().toList());
        for (int i = 0; i < 70; i++) {
            assertThat(frames.get(i).timeMillis()).isCloseTo(50L * i, within(55L));
        }
        try (FrameFeed feed = VideoFileFeed.open(file, options(0, true))) {
            for (long target : new long[] {3, 39, 40, 41, 65, 70, 139, 140, 700, 1_111}) {
                feed.skipTo(target);
                assertThat(shown(Objects.requireNonNull(feed.next()))).isEqualTo((int) target % 70);
            }
        }
    }

    @Test
    void longJoinedRecordingsAreSkippedWithoutDecodingAll() throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int part = 0; part < 4; part++) { // the same stamps four times
            joined.write(Files.readAllBytes(part(part + ".ts", 200 * part, 200, "0")));
        }
        Path file = Files.write(folder.resolve("joined.ts"), joined.toByteArray());
        for (int target : new int[] {150, 199, 200, 350, 601, 799}) {
            try (FrameFeed feed = VideoFileFeed.open(file, options(0, false))) {
                feed.skipTo(target);
                assertThat(shown(Objects.requireNonNull(feed.next()))).isEqualTo(target);
            }
        }
    }

    @Test
    void aRecordingThatIsCopiedBehindItselfIsPlayedTwice() throws IOException {
        byte[] once = Files.readAllBytes(part("1.ts", 0, 25, "0"));
        byte[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);
        List<Frame> frames = play(Files.write(folder.resolve("twice.ts"), twice), 0);
        assertThat(frames).hasSize(50);
        assertThat(frames).extracting(f -> shown(f)).startsWith(0, 1, 2).endsWith(23, 24);
        assertThat(frames).extracting(Frame::timeMillis).isSorted();
    }

    @Test
    void theConfiguredRateWinsOverAnAbsurdOne() throws IOException {
        Path file =
                new TestRecorder()
                        .frames(30, 50_000)
                        .pictures(VideoStampsTest::number)
                        .encode(folder.resolve("absurd.mp4"), "mp4");

        assertThatThrownBy(() -> VideoFileFeed.open(file, options(0, false)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        file.toString(),
                        "frames per second, which cannot be true",
                        "set the camera's fps");
        List<Frame> frames = play(file, 10);
        assertThat(frames)
                .extracting(VideoStampsTest::shown)
                .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
        assertThat(frames)
                .extracting(Frame::timeMillis)
                .startsWith(0L, 100L, 200L)
                .endsWith(2_900L);
    }

    @Test
    void aLowerRateOfAFileWithoutStampsKeepsItsSpeed() throws IOException {
        // AVI has no times at which frames are shown
        Path file = TestClip.encode(folder.resolve("clip.avi"), 100, "avi");
        List<Frame> frames = play(file, 8);
        assertThat(frames).hasSize(40);
        for (int i = 0; i < 40; i++) {
            assertThat(shown(frames.get(i))).isEqualTo(i * 5 / 2); // 20 / 8 = 2.5
            assertThat(frames.get(i).timeMillis()).isEqualTo(125L * i);
        }
    }

    @Test
    void theLongestStreamIsPlayedAndNotAThumbnail() throws IOException {
        Path thumbnail =
                new TestRecorder()
                        .frames(2, 1)
                        .pictures(i -> Marks.picture(320, 240))
                        .encode(folder.resolve("thumbnail.mp4"), "mp4");
        Path clip = TestClip.encode(folder.resolve("clip.mp4"), 60, "mp4");
        for (List<Path> order : List.of(List.of(thumbnail, clip), List.of(clip, thumbnail))) {
            Path both = Remux.join(order, folder.resolve("both.mkv"));
            List<Frame> frames = play(both, 0);
            assertThat(frames)
                    .extracting(VideoStampsTest::shown)
                    .containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
        }
    }
}
