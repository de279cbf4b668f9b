/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import io.ekya.vision.Frame;
import io.ekya.vision.PictureSize;
import io.ekya.vision.TestClip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that publishes segments of 1.2 seconds, 24 frames each. */
@Timeout(60)
class HlsFeedTest {
    private static final int FRAMES = 360;
    private static final int IN_SEGMENT = 24;
    private static final double SECONDS = 1.2;
    private static final int LISTED = 3;

    private static final LiveOptions OPTIONS =
            new LiveOptions(
                    new PictureSize(TestClip.WIDTH, TestClip.HEIGHT),
                    0,
                    LiveOptions.Transport.TCP,
                    DecoderDevice.NONE,
                    5_000,
                    3_000,
                    TlsCheck.SYSTEM);

    @TempDir static Path folder = Path.of("");

    @BeforeAll
    static void encode() throws IOException {
        TestClip.encode(folder.resolve("live.m3u8"), FRAMES, "hls");
    }

    private static String playlist(int last, String more) {
        int first = Math.max(0, last - LISTED + 1);
        String segments =
                IntStream.rangeClosed(first, last)
                        .mapToObj(i -> "#EXTINF:%s,\n%s\n".formatted(SECONDS, segment(i)))
                        .collect(Collectors.joining());
        return "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:%d\n%s%s"
                .formatted(first, segments, more);
    }

    private static String segment(int number) {
        return "live" + number + ".ts";
    }

    private static void answer(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    /** A camera with a playlist that changes, and all segments. */
    private static HttpCamera camera(Supplier<String> playlist) throws IOException {
        HttpCamera camera = HttpCamera.empty();
        camera.serve(
                "/live.m3u8",
                e -> {
                    e.getResponseHeaders().set("Content-Type", "application/vnd.apple.mpegurl");
                    answer(e, playlist.get().getBytes(StandardCharsets.UTF_8));
                });
        camera.serve(
                "/",
                e ->
                        answer(
                                e,
                                Files.readAllBytes(
                                        folder.resolve(
                                                Path.of(e.getRequestURI().getPath())
                                                        .getFileName()
                                                        .toString()))));
        return camera;
    }

    private static LiveAddress address(HttpCamera camera) {
        return LiveAddress.of(camera.url("/live.m3u8"), "", "");
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    @Test
    void playsSegmentsAtTheirPaceAndIsLostWhenNoneFollows() throws Exception {
        int lastSegment = 7;
        long start = System.nanoTime();
        try (HttpCamera camera =
                        camera(
                                () ->
                                        playlist(
                                                (int)
                                                        Math.min(
                                                                lastSegment,
                                                                LISTED + seconds(start) / SECONDS),
                                                ""));
                LiveFeed feed = LiveFeed.open(address(camera), OPTIONS)) {
            assertThat(feed.fps()).isEqualTo(20);
            int number = TestClip.numberShown(feed.next().image());
            long time = 0;
            int last = (lastSegment + 1) * IN_SEGMENT - 1;
            assertThat(number).isBetween(IN_SEGMENT, 3 * IN_SEGMENT); // the last but one listed
            int frames = 0;
            long began = System.nanoTime();
            while (number < last) {
                Frame frame = feed.next();
                assertThat(TestClip.numberShown(frame.image())).isEqualTo(number + 1);
                assertThat(frame.timeMillis()).isGreaterThanOrEqualTo(time);
                time = frame.timeMillis();
                number++;
                frames++;
            }
            assertThat(seconds(began)).isBetween(0.9 * frames / 20, 1.5 * frames / 20 + 2);
            assertThatThrownBy(feed::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no frame within 3000 ms");
        }
    }

    @Test
    void anEndOfTheListIsALoss() throws Exception {
        try (HttpCamera camera = camera(() -> playlist(2, "#EXT-X-ENDLIST\n"));
                LiveFeed feed = LiveFeed.open(address(camera), OPTIONS)) {
            Throwable end =
                    catchThrowable(
                            () -> {
                                while (true) {
                                    feed.next();
                                }
                            });
            assertThat(end)
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("was lost: the stream has ended");
        }
    }

    @Test
    void doesNotReachOtherFilesOrHostsThroughThePlaylist() throws Exception {
        try (HttpCamera other = camera(() -> playlist(2, ""))) {
            List<String> targets =
                    List.of(
                            other.url("/live0.ts"),
                            folder.resolve(segment(0)).toUri().toString(),
                            "concat:" + other.url("/live0.ts"),
                            "subfile,,start,0,end,100,,:" + folder.resolve(segment(0)));
            for (String target : targets) {
                String list =
                        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1.2,\n%s\n#EXT-X-ENDLIST\n"
                                .formatted(target);
                try (HttpCamera camera = camera(() -> list)) {
                    Throwable refused =
                            catchThrowable(
                                    () -> {
                                        try (LiveFeed feed =
                                                LiveFeed.open(address(camera), OPTIONS)) {
                                            feed.next();
                                        }
                                    });
                    assertThat(refused).as(target).isInstanceOf(IOException.class);
                }
            }
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void doesNotFollowRedirectsOfSegments() throws Exception {
        try (HttpCamera other = camera(() -> playlist(2, ""));
                HttpCamera camera = HttpCamera.empty()) {
            camera.serve(
                    "/live.m3u8", e -> answer(e, playlist(2, "").getBytes(StandardCharsets.UTF_8)));
            camera.serve(
                    "/",
                    e -> {
                        String target = other.url(e.getRequestURI().getPath());
                        e.getResponseHeaders().set("Location", target);
                        e.sendResponseHeaders(302, -1);
                    });
            assertThatThrownBy(
                            () -> {
                                try (LiveFeed feed = LiveFeed.open(address(camera), OPTIONS)) {
                                    feed.next();
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThat(camera.requests()).anyMatch(r -> r.endsWith(".ts"));
            assertThat(other.requests()).isEmpty();
        }
    }
}
