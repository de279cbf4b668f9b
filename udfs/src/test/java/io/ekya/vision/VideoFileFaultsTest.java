/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileFaultsTest {
    private static final FeedOptions LOOPED =
            new FeedOptions(TestClip.WIDTH, TestClip.HEIGHT, 0, true, 0.25);

    @TempDir Path folder = Path.of("");

    /** Plays a feed until it throws or ends. */
    private record Played(int good, int bad, String error) {}

    private static Played play(Path file, FeedOptions options) throws IOException {
        int good = 0;
        int bad = 0;
        try (FrameFeed feed = VideoFileFeed.open(file, options)) {
            while (true) {
                try {
                    var frame = feed.next();
                    if (frame == null) {
                        return new Played(good, bad, "");
                    }
                    assertThat(frame.index()).isEqualTo(good + bad);
                    good++;
                } catch (BadFrameException e) {
                    assertThat(e.index()).isEqualTo(good + bad);
                    assertThat(e).hasMessageContaining(file.toString());
                    bad++;
                } catch (IOException e) {
                    return new Played(good, bad, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static Path truncate(Path file, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    @Test
    void rejectsFramesThatAreTooLargeBeforeDecodingThem() throws IOException {
        Path file = TestClip.encode(folder.resolve("large.mp4"), 5, "mp4");

        assertThatThrownBy(() -> VideoInput.open(file, 160 * 64 - 1))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        file.toString(), "has 160x64 pixels, more than the 10239 allowed");
        VideoInput.open(file, 160 * 64).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nSECRET\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile SECRET\n",
                "\n#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nSECRET\n#EXT-X-ENDLIST\n",
                "<?xml version=\"1.0\"?><MPD><Period><BaseURL>SECRET</BaseURL></Period></MPD>",
            })
    void aPlaylistDoesNotReachOtherFiles(String playlist) throws IOException {
        Path secret = TestClip.encode(folder.resolve("secret.mp4"), 5, "mp4");
        Path file =
                Files.writeString(
                        folder.resolve("video.mp4"),
                        playlist.replace("SECRET", secret.getFileName().toString()));

        assertThatThrownBy(() -> VideoFileFeed.open(file, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aGitLfsPointerIsNamed() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("video.mp4"),
                        "version https://git-lfs.github.com/spec/v1\n");

        assertThatThrownBy(() -> VideoFileFeed.open(file, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a Git LFS pointer");
    }

    @Test
    void playsATruncatedVideoToItsEndAndThenReportsIt() throws IOException {
        Path file =
                truncate(
                        TestClip.encode(folder.resolve("cut.mp4"), 200, TestClip.INDEX_FIRST), 0.5);
        Played played = play(file, LOOPED);
        assertThat(played.good()).isBetween(40, 160);
        assertThat(played.error())
                .contains(file.toString(), "is truncated", "of 200 frames", "copy it again");
    }

    @Test
    void rejectsAVideoWithoutItsIndexOnOpening() throws IOException {
        Path file = truncate(TestClip.encode(folder.resolve("cut.mp4"), 100, "mp4"), 0.5);
        assertThatThrownBy(() -> VideoFileFeed.open(file, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "truncated", "copy or convert it again");
    }

    @Test
    void reportsATruncatedRealVideo() throws IOException {
        Path video = TestData.video("roadside-day.mp4");
        byte[] bytes = Files.readAllBytes(video);
        for (double share : new double[] {0.05, 0.5, 0.95}) {
            Path file = folder.resolve("cut-" + share + ".mp4");
            Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
            String message;
            try {
                message = play(file, LOOPED).error();
            } catch (IOException e) {
                message = String.valueOf(e.getMessage());
            }
            assertThat(message).contains(file.toString(), "truncated", "again");
        }
    }

    @Test
    void reportsAMissingFile() {
        Path file = folder.resolve("missing.mp4");
        assertThatThrownBy(() -> VideoFileFeed.open(file, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), "does not exist", "check the path");
    }

    @Test
    void rejectsAFolderAndAnEmptyFile() throws IOException {
        assertThatThrownBy(() -> VideoFileFeed.open(folder, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(folder.toString(), "is not a regular file");
        Path empty = Files.createFile(folder.resolve("empty.mp4"));
        assertThatThrownBy(() -> VideoFileFeed.open(empty, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(empty.toString(), "is empty");
    }

    @Test
    void rejectsAFileThatIsNotAVideo() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "not a video\n".repeat(1000));
        assertThatThrownBy(() -> VideoFileFeed.open(text, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(text.toString(), "not supported by FFmpeg");
    }

    @Test
    void rejectsAFileWithoutAVideoStream() throws IOException {
        Path sound = folder.resolve("sound.wav");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(sound.toFile(), 1);
                Frame samples = new Frame()) {
            recorder.setAudioCodec(avcodec.AV_CODEC_ID_PCM_S16LE);
            recorder.setSampleRate(8000);
            recorder.start();
            samples.sampleRate = 8000;
            samples.audioChannels = 1;
            samples.samples = new java.nio.Buffer[] {java.nio.ShortBuffer.allocate(8000)};
            recorder.record(samples);
            recorder.stop();
        }
        assertThatThrownBy(() -> VideoFileFeed.open(sound, LOOPED))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(sound.toString(), "has no video stream");
    }

    @Test
    void aVideoWithoutAnyKeyFrameHasOnlyUnusableFrames() throws IOException {
        Path file =
                new TestRecorder()
                        .frames(60, 20)
                        .with(
                                r -> {
                                    r.setVideoCodec(avcodec.AV_CODEC_ID_H264);
                                    r.setGopSize(1_000);
                                })
                        .encode(folder.resolve("key.ts"), "mpegts");
        assertThat(play(file, new FeedOptions(160, 96, 0, false, 0)).good()).isEqualTo(60);
        byte[] bytes = Files.readAllBytes(file);
        int packet = 188;
        int start = bytes.length / packet / 2 * packet;
        // the tables of the streams come first, then the second half
        byte[] cut = Arrays.copyOf(bytes, 3 * packet + bytes.length - start);
        System.arraycopy(bytes, start, cut, 3 * packet, bytes.length - start);
        Files.write(file, cut);
        Played played;
        try {
            played = play(file, new FeedOptions(160, 96, 0, false, 0));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(file.toString());
            return;
        }
        assertThat(played.good()).isZero();
        assertThat(played.bad()).isBetween(10, 50);
    }

    @Test
    void reportsDamagedFramesAndContinues() throws IOException {
        Path file = TestClip.encode(folder.resolve("damaged.mp4"), 200, TestClip.INDEX_FIRST);
        byte[] bytes = Files.readAllBytes(file);
        byte[] noise = new byte[bytes.length / 10];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, bytes.length / 2, noise.length);
        Files.write(file, bytes);
        Played played = play(file, new FeedOptions(160, 64, 0, false, 0));
        assertThat(played.error()).isEmpty();
        assertThat(played.good() + played.bad()).isEqualTo(200);
        assertThat(played.bad()).isBetween(5, 60);
    }
}
