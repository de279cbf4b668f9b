/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileFeedTest {
    private static final int FRAMES = 300;

    @TempDir static Path folder = Path.of("");
    private static Path clip = Path.of("");

    @BeforeAll
    static void encode() throws IOException {
        clip = TestClip.encode(folder.resolve("clip.mp4"), FRAMES, "mp4");
    }

    private static FeedOptions options(boolean loop, double heldOut) {
        return new FeedOptions(TestClip.WIDTH, TestClip.HEIGHT, 0, loop, heldOut);
    }

    private static Frame expectNext(FrameFeed feed) throws IOException {
        Frame frame = feed.next();
        assertThat(frame).isNotNull();
        return frame;
    }

    @Test
    void deliversEveryFrameOnceAndInOrder() throws IOException {
        List<Integer> shown = new ArrayList<>();
        try (VideoFileFeed feed = VideoFileFeed.open(clip, options(false, 0))) {
            assertThat(feed.fps()).isEqualTo(20);
            for (Frame frame = feed.next(); frame != null; frame = feed.next()) {
                assertThat(frame.index()).isEqualTo(shown.size());
                assertThat(frame.timeMillis()).isEqualTo(frame.index() * 50); // 1000 / 20
                assertThat(frame.boxes()).isEmpty();
                shown.add(TestClip.numberShown(frame.image()));
            }
            assertThat(feed.next()).isNull();
        }
        assertThat(shown).hasSize(FRAMES).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void numbersFramesAcrossLoopsAndHoldsOutTheSameFramesInEach() throws IOException {
        try (VideoFileFeed feed = VideoFileFeed.open(clip, options(true, 0.25))) {
            for (int i = 0; i < 3 * FRAMES; i++) {
                Frame frame = expectNext(feed);
                assertThat(frame.index()).isEqualTo(i);
                assertThat(TestClip.numberShown(frame.image())).isEqualTo(i % FRAMES);
                // 300 frames, the last quarter is 75: frames 225 to 299 of each loop
                assertThat(frame.heldOut()).isEqualTo(i % FRAMES >= 225);
            }
        }
    }

    @Test
    void skippingAndPlayingReachTheSameFrame() throws IOException {
        long[] targets = {0, 1, 7, 8, 120, 121, 290, 299, 300, 301, 599, 600, 1000, 1250, 3333};
        try (VideoFileFeed feed = VideoFileFeed.open(clip, options(true, 0.25))) {
            for (long target : targets) {
                feed.skipTo(target);
                Frame frame = expectNext(feed);
                assertThat(frame.index()).isEqualTo(target);
                assertThat(TestClip.numberShown(frame.image())).isEqualTo((int) target % FRAMES);
                assertThat(frame.heldOut()).isEqualTo(target % FRAMES >= 225);
            }
        }
    }

    @Test
    void skippingBeyondTheLastFrameEndsAFeedThatDoesNotLoop() throws IOException {
        try (VideoFileFeed feed = VideoFileFeed.open(clip, options(false, 0))) {
            feed.skipTo(FRAMES + 50);
            assertThat(feed.next()).isNull();
        }
    }

    @Test
    void doesNotSkipBack() throws IOException {
        try (VideoFileFeed feed = VideoFileFeed.open(clip, options(true, 0))) {
            feed.skipTo(10);
            assertThatThrownBy(() -> feed.skipTo(9))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("from frame 10 to 9");
        }
    }

    @Test
    void scalesFramesWhileDecoding() throws IOException {
        FeedOptions small = new FeedOptions(82, 30, 0, false, 0);
        try (VideoFileFeed feed = VideoFileFeed.open(clip, small)) {
            feed.skipTo(77);
            Frame frame = expectNext(feed);
            assertThat(frame.image().width()).isEqualTo(82);
            assertThat(frame.image().height()).isEqualTo(30);
            assertThat(TestClip.numberShown(frame.image())).isEqualTo(77);
            assertThat(frame.timeMillis()).isEqualTo(3850); // 77 frames at 20 a second
        }
    }

    @Test
    void skipsFramesAtALowerRateSoThatMotionKeepsItsSpeed() throws IOException {
        FeedOptions slower = new FeedOptions(TestClip.WIDTH, TestClip.HEIGHT, 8, true, 0.25);
        try (FrameFeed feed = VideoFileFeed.open(clip, slower)) {
            assertThat(feed.fps()).isEqualTo(8);
            for (int i = 0; i < 150; i++) {
                Frame frame = expectNext(feed);
                // 20 / 8 = 2.5 frames of the file for each: 0, 2, 5, 7, 10, ...
                int number = i * 5 / 2 % FRAMES;
                assertThat(frame.index()).isEqualTo(i);
                assertThat(frame.timeMillis()).isEqualTo(i * 125L);
                assertThat(TestClip.numberShown(frame.image())).isEqualTo(number);
                assertThat(frame.heldOut()).isEqualTo(number >= 225);
            }
            feed.skipTo(1000); // frame 2500 of the file, the 100th of its ninth loop
            assertThat(TestClip.numberShown(expectNext(feed).image())).isEqualTo(100);
        }
        FeedOptions faster = new FeedOptions(TestClip.WIDTH, TestClip.HEIGHT, 50, true, 0);
        try (FrameFeed feed = VideoFileFeed.open(clip, faster)) {
            assertThat(feed.fps()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mov", "matroska", "avi", "mpegts", "3gp", "nut", "asf"})
    void countsFramesCorrectlyInEveryContainer(String format) throws IOException {
        Path file = TestClip.encode(folder.resolve("in-" + format), 150, format);
        try (VideoFileFeed feed = VideoFileFeed.open(file, options(true, 0.2))) {
            for (long target : new long[] {0, 1, 2, 3, 119, 120, 149, 150, 299, 300, 436}) {
                feed.skipTo(target);
                Frame frame = expectNext(feed);
                assertThat(frame.index()).isEqualTo(target);
                assertThat(TestClip.numberShown(frame.image())).isEqualTo((int) target % 150);
                assertThat(frame.heldOut()).isEqualTo(target % 150 >= 120);
            }
        }
    }

    @Test
    void releasesItsNativeMemory() throws IOException {
        long before = 0;
        for (int i = 0; i < 100; i++) {
            if (i == 20) { // by then, libraries are loaded and pools are filled
                before = Pointer.physicalBytes();
            }
            try (VideoFileFeed feed = VideoFileFeed.open(clip, options(true, 0))) {
                feed.skipTo(FRAMES - 2);
                for (int n = 0; n < 4; n++) { // beyond the end, into the second loop
                    expectNext(feed);
                }
            }
        }
        // 80 feeds are opened; a leaked decoder takes about 1 MB
        assertThat(Pointer.physicalBytes() - before).isLessThan(40L << 20);
    }

    @Test
    void decodesTheSameFramesOfARealVideoAsFfmpeg() throws IOException {
        Path video = TestData.video("indoor-person.mp4");
        DecodeRate feed = DecodeRate.ofFeed(video, 320, 180);
        DecodeRate bare = DecodeRate.ofBareFfmpeg(video, 320, 180);
        assertThat(feed.frames()).isEqualTo(bare.frames()).isEqualTo(1394);
        assertThat(feed.perSecond()).isPositive();
        assertThat(bare.perSecond()).isPositive();
    }
}
