/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ekya.vision.BadFrameException;
import io.ekya.vision.Frame;
import io.ekya.vision.PictureSize;
import io.ekya.vision.TestClip;
import io.ekya.vision.live.LiveOptions.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MJPEG cameras that behave in various ways. */
@Timeout(60)
class LiveFeedTest {
    private static final LiveOptions OPTIONS = options(0, 1_500);

    private static LiveOptions options(double fps, long watchdogMillis) {
        return new LiveOptions(
                new PictureSize(TestClip.WIDTH, TestClip.HEIGHT),
                fps,
                Transport.TCP,
                DecoderDevice.NONE,
                3_000,
                watchdogMillis,
                TlsCheck.SYSTEM);
    }

    private static int numberShown(Frame frame) {
        return TestClip.numberShown(frame.image());
    }

    private static void readFive(LiveFeed feed) throws IOException {
        for (int i = 1; i <= 5; i++) {
            assertThat(numberShown(feed.next())).isEqualTo(i);
        }
    }

    private static Duration time(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void deliversFramesWithTheMonotonicTimeSinceItWasOpened() throws Exception {
        try (HttpCamera camera = HttpCamera.mjpeg(c -> c.framesFrom(0, 20));
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            assertThat(feed.isLive()).isTrue();
            long opened = System.nanoTime();
            int first = numberShown(feed.next());
            long last = 0;
            for (int i = 1; i <= 20; i++) {
                Frame frame = feed.next();
                long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - opened);
                assertThat(numberShown(frame)).isEqualTo(first + i);
                assertThat(frame.index()).isEqualTo(i);
                assertThat(frame.timeMillis()).isBetween(last, elapsed + 100);
                assertThat(frame.boxes()).isEmpty();
                assertThat(frame.heldOut()).isFalse();
                last = frame.timeMillis();
            }
            assertThat(last).isGreaterThan(700); // 20 frames at 20 a second, less what was buffered
        }
    }

    @Test
    void theEndOfTheStreamIsALossAndNotTheEndOfTheCamera() throws Exception {
        try (HttpCamera camera =
                        HttpCamera.mjpeg(
                                c -> {
                                    for (int i = 0; i < 5; i++) {
                                        c.frame(i);
                                    }
                                });
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            List<Integer> shown = new ArrayList<>();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    shown.add(numberShown(feed.next()));
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(BadFrameException.class)
                    .hasMessage(
                            "camera http://127.0.0.1:%d/video was lost: the stream has ended",
                            camera.port());
            assertThat(shown).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void noticesAStreamThatHangsWithinTheWatchdogTime() throws Exception {
        try (HttpCamera camera =
                        HttpCamera.mjpeg(
                                c -> {
                                    c.frames(1, 2, 3, 4, 5);
                                    c.hang();
                                });
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            readFive(feed);
            Duration waited =
                    time(
                            () ->
                                    assertThatThrownBy(feed::next)
                                            .isInstanceOf(IOException.class)
                                            .hasMessageContaining("no frame within 1500 ms"));
            assertThat(waited).isBetween(Duration.ofMillis(1_400), Duration.ofMillis(2_500));
        }
    }

    @Test
    void noticesAStreamThatHangsWithinAFrame() throws Exception {
        byte[] half = Arrays.copyOf(TestClip.jpeg(3), 500);
        try (HttpCamera camera =
                        HttpCamera.mjpeg(
                                c -> {
                                    c.frames(1, 2, 3, 4, 5);
                                    c.raw(
                                            "--frame\r\nContent-Type: image/jpeg\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII));
                                    c.raw(half);
                                    c.hang();
                                });
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            readFive(feed);
            assertThatThrownBy(feed::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no frame within 1500 ms");
        }
    }

    @Test
    void aServerThatAcceptsAndDoesNotAnswerIsLostWithinTheTimeForOpening() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String scheme : List.of("http", "rtsp")) {
                LiveAddress address =
                        LiveAddress.of(
                                scheme + "://127.0.0.1:" + silent.getLocalPort() + "/1", "", "");
                Duration waited =
                        time(
                                () ->
                                        assertThatThrownBy(() -> LiveFeed.open(address, OPTIONS))
                                                .isInstanceOf(IOException.class)
                                                .hasMessageContaining("no frame within 3000 ms"));
                assertThat(waited).isBetween(Duration.ofMillis(2_900), Duration.ofMillis(4_500));
            }
        }
    }

    @Test
    void anUnreachableCameraIsReportedWithoutCredentials() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (String scheme : List.of("http", "https", "rtsp", "rtsps")) {
            LiveAddress address =
                    LiveAddress.of(scheme + "://me:hunter2@127.0.0.1:" + port + "/1", "", "");
            Throwable failure = catchThrowable(() -> LiveFeed.open(address, OPTIONS));
            assertThat(failure)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be opened: Connection refused")
                    .hasMessageContaining("127.0.0.1:" + port);
            assertThat(failure.toString()).doesNotContain("hunter2").doesNotContain("me:");
        }
    }

    @Test
    void garbageAndHalfAnImageAreBadFramesAndTheFeedContinues() throws Exception {
        byte[] garbage =
                "this is not an image, whatever its header says"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = TestClip.jpeg(5);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        try (HttpCamera camera =
                        HttpCamera.mjpeg(
                                c -> {
                                    c.frames(1, 2, 3, 4, 5);
                                    c.part(garbage);
                                    c.frame(6);
                                    c.part(half);
                                    c.frame(7);
                                    c.hang();
                                });
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            readFive(feed);
            assertThatThrownBy(feed::next)
                    .isInstanceOfSatisfying(
                            BadFrameException.class, e -> assertThat(e.index()).isEqualTo(5))
                    .hasMessageContaining("incomplete");
            Frame next = feed.next();
            assertThat(numberShown(next)).isEqualTo(6);
            assertThat(next.index()).isEqualTo(6);
            assertThatThrownBy(feed::next).isInstanceOf(BadFrameException.class);
            assertThat(numberShown(feed.next())).isEqualTo(7);
        }
    }

    @Test
    void aCameraThatSendsOnlyGarbageIsLost() throws Exception {
        byte[] garbage = new byte[200];
        try (HttpCamera camera =
                        HttpCamera.mjpeg(
                                c -> {
                                    c.frames(1, 2, 3, 4, 5);
                                    while (true) {
                                        c.part(garbage);
                                        TimeUnit.MILLISECONDS.sleep(20);
                                    }
                                });
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            readFive(feed);
            int bad = 0;
            IOException loss = null;
            while (loss == null) {
                try {
                    feed.next();
                } catch (BadFrameException e) {
                    bad++;
                } catch (IOException e) {
                    loss = e;
                }
            }
            assertThat(bad).isGreaterThan(10);
            assertThat(loss).hasMessageContaining("no frame within 1500 ms");
        }
    }

    @Test
    void aSlowCallerGetsRecentFramesAndGapsForTheDroppedOnes() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (HttpCamera camera =
                        HttpCamera.mjpeg(
                                c -> {
                                    for (int i = 0; i < 1024; i++) {
                                        c.frame(i);
                                        sent.set(i);
                                        TimeUnit.MILLISECONDS.sleep(20);
                                    }
                                });
                LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
            Frame frame = feed.next();
            int offset = (int) (numberShown(frame) - frame.index());
            int worst = 0;
            int delivered = 0;
            while (sent.get() < 400) {
                frame = feed.next();
                int number = numberShown(frame);
                worst = Math.max(worst, sent.get() - number);
                assertThat(frame.index()).isEqualTo(number - offset);
                delivered++;
                TimeUnit.MILLISECONDS.sleep(60); // the camera sends three frames meanwhile
            }
            // 500 ms are allowed, and a second's worth of frames to notice
            assertThat(worst).isLessThan(75);
            assertThat(delivered).isBetween(50, 250);
        }
    }

    @Test
    void deliversAtMostTheConfiguredRate() throws Exception {
        try (HttpCamera camera = HttpCamera.mjpeg(c -> c.framesFrom(0, 50));
                LiveFeed feed = LiveFeed.open(camera.address(), options(10, 1_500))) {
            assertThat(feed.fps()).isEqualTo(10);
            for (int i = 0; i < 10; i++) { // what was buffered while the stream was analysed
                feed.next();
            }
            long start = feed.next().timeMillis();
            long end = 0;
            for (int i = 0; i < 20; i++) {
                end = feed.next().timeMillis();
            }
            assertThat(end - start).isBetween(1_700L, 2_500L); // 20 frames at 10 a second
        }
    }

    @Test
    void anInterruptEndsWaiting() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        try (HttpCamera camera =
                HttpCamera.mjpeg(
                        c -> {
                            c.frames(1, 2, 3, 4, 5);
                            c.hang();
                        })) {
            Thread reader =
                    new Thread(
                            () -> {
                                try (LiveFeed feed =
                                        LiveFeed.open(camera.address(), options(0, 50_000))) {
                                    readFive(feed);
                                    reading.countDown();
                                    feed.next();
                                } catch (Throwable e) {
                                    outcome.set(e);
                                }
                            });
            reader.start();
            reading.await();
            reader.interrupt();
            reader.join(2_000);
            assertThat(reader.isAlive()).isFalse();
            assertThat(outcome.get()).isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void sendsCredentialsAsTheyAreConfigured() throws Exception {
        String password = "p/s@s:w%40 ü&?#";
        try (HttpCamera camera = HttpCamera.empty()) {
            camera.serve(
                    "/video",
                    exchange -> {
                        exchange.getResponseHeaders()
                                .set("WWW-Authenticate", "Basic realm=\"camera\"");
                        exchange.sendResponseHeaders(401, -1);
                    });
            LiveAddress address = LiveAddress.of(camera.url("/video"), "me", password);
            assertThatThrownBy(() -> LiveFeed.open(address, OPTIONS))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith(
                            "/video cannot be opened: the camera refused the login; check live.user and live.password");
            String expected =
                    Base64.getEncoder()
                            .encodeToString(("me:" + password).getBytes(StandardCharsets.UTF_8));
            assertThat(camera.authorizations()).isNotEmpty().containsOnly("Basic " + expected);
        }
    }

    @Test
    void doesNotFollowARedirectToAnotherPort() throws Exception {
        try (HttpCamera other = HttpCamera.mjpeg(c -> c.framesFrom(0, 20));
                HttpCamera camera = HttpCamera.empty()) {
            camera.serve(
                    "/video",
                    exchange -> {
                        exchange.getResponseHeaders().set("Location", other.url("/video"));
                        exchange.sendResponseHeaders(302, -1);
                    });
            assertThatThrownBy(() -> LiveFeed.open(camera.address(), OPTIONS))
                    .isInstanceOf(IOException.class);
            assertThat(camera.requests()).isNotEmpty();
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aMissingDeviceIsReported() {
        LiveAddress address = LiveAddress.of("v4l2:/dev/video-missing", "", "");
        assertThatThrownBy(() -> LiveFeed.open(address, OPTIONS))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "camera v4l2:/dev/video-missing cannot be opened: No such file or directory");
    }

    @Test
    void threadsHandlesAndInputsStayConstantWhenFeedsAreOpenedAndClosed() throws Exception {
        try (HttpCamera camera = HttpCamera.mjpeg(c -> c.framesFrom(0, 50))) {
            Resources before = Resources.now();
            for (int i = 0; i < 60; i++) {
                try (LiveFeed feed = LiveFeed.open(camera.address(), OPTIONS)) {
                    feed.next();
                }
                if (i == 9) {
                    before = Resources.now();
                }
            }
            assertThat(OpenInputs.count()).isZero();
            Resources start = before;
            // the server notices a closed connection when it sends the next frame
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> Resources.now().assertNoMoreThan(start));
        }
    }
}
