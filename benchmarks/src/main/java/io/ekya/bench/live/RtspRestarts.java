/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.live;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.bench.sidecar.ProcessUse;
import io.ekya.bench.sidecar.TemporaryFolders;
import io.ekya.vision.PictureSize;
import io.ekya.vision.live.DecoderDevice;
import io.ekya.vision.live.LiveAddress;
import io.ekya.vision.live.LiveOptions;
import io.ekya.vision.live.TlsCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Kills an RTSP server and starts it again many times, and suspends it: the camera is back soon,
 * nothing leaks, a hanging stream is noticed within the watchdog time, and no message contains the
 * password.
 */
public final class RtspRestarts implements Bench {
    private static final int RESTARTS = 20;
    private static final int QUICK_RESTARTS = 3;
    private static final double SERVER_FPS = 15;
    private static final int WARM_UP = 1;
    private static final int SUSPENSIONS = 3;
    private static final long WATCHDOG_MILLIS = 5_000;
    private static final double MOST_SECONDS = 10;
    private static final long MOST_DOWN_MILLIS = 8_000;
    private static final String USER = "viewer";
    private static final String PASSWORD = "hunter2/p@ss:w%40rd";
    private static final long SEED = 7;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Override
    public String name() {
        return "rtsp";
    }

    @Override
    public String description() {
        return "Kill and suspend an RTSP server: the camera is back soon and nothing leaks";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        RtspServer.missing()
                .ifPresent(
                        reason -> {
                            throw new IllegalStateException(reason);
                        });
        Path folder = Files.createTempDirectory("ekya-rtsp");
        try (RtspServer server = RtspServer.start(folder, USER, PASSWORD, "digest");
                ReconnectingReader reader =
                        new ReconnectingReader(
                                LiveAddress.of(server.url(), USER, PASSWORD), options())) {
            reader.awaitMoreFrames(0, 30);
            double fps = rate(reader, quick ? 2 : 20);
            List<Double> back = new ArrayList<>();
            ProcessUse before = held();
            int restarts = quick ? QUICK_RESTARTS : RESTARTS;
            for (int i = 0; i < restarts + WARM_UP; i++) {
                back.add(restart(server, reader));
                if (i < WARM_UP) {
                    before = held();
                }
            }
            ProcessUse after = held();
            double hang = 0;
            for (int i = 0; i < (quick ? 1 : SUSPENSIONS); i++) {
                hang = Math.max(hang, suspend(server, reader));
            }
            return result(reader, back, hang)
                    .figure("frames_per_second", fps)
                    .figure("threads_more", after.threads() - before.threads())
                    .figure("handles_more", after.handles() - before.handles())
                    .check(fps > 0.5 * SERVER_FPS, "the stream is read at its rate")
                    .check(after.threads() <= before.threads(), "no thread leaks")
                    .check(after.handles() <= before.handles(), "no handle leaks");
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static ProcessUse held() throws IOException {
        return ProcessUse.of(ProcessHandle.current().pid());
    }

    private static LiveOptions options() {
        return new LiveOptions(
                new PictureSize(320, 192),
                0,
                LiveOptions.Transport.TCP,
                DecoderDevice.NONE,
                10_000,
                WATCHDOG_MILLIS,
                TlsCheck.SYSTEM);
    }

    private static double rate(ReconnectingReader reader, int seconds) throws InterruptedException {
        long frames = reader.frames();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double fps = (reader.frames() - frames) / ((System.nanoTime() - start) / 1e9);
        System.out.printf("%.1f frames per second of %.0f%n", fps, SERVER_FPS);
        return fps;
    }

    /** Returns the seconds from the server's start to the next frame. */
    private double restart(RtspServer server, ReconnectingReader reader) throws Exception {
        int losses = reader.losses().size();
        server.kill();
        reader.awaitMoreLosses(losses, 10);
        TimeUnit.MILLISECONDS.sleep(random.nextLong(MOST_DOWN_MILLIS));
        long frames = reader.frames();
        server.restart();
        long started = System.nanoTime();
        reader.awaitMoreFrames(frames, 60);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("killed and restarted: back after %.2f s%n", seconds);
        return seconds;
    }

    /** Returns the seconds from the last frame until the loss is noticed. */
    private static double suspend(RtspServer server, ReconnectingReader reader) throws Exception {
        reader.awaitMoreFrames(reader.frames() + 15, 60);
        int losses = reader.losses().size();
        server.suspend();
        reader.awaitMoreLosses(losses, 60);
        double seconds = (reader.lastLossNanos() - reader.lastFrameNanos()) / 1e9;
        System.out.printf("suspended: noticed after %.2f s%n", seconds);
        long frames = reader.frames();
        server.resume();
        reader.awaitMoreFrames(frames, 60);
        return seconds;
    }

    private static BenchResult result(ReconnectingReader reader, List<Double> back, double hang) {
        double worst = back.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double mean = back.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        reader.losses().stream().distinct().forEach(System.out::println);
        String messages = String.join("\n", reader.losses());
        return new BenchResult()
                .figure("restarts", Integer.toString(back.size()))
                .figure("frames", Long.toString(reader.frames()))
                .figure("bad_frames", Long.toString(reader.badFrames()))
                .figure("back_mean_seconds", mean)
                .figure("back_worst_seconds", worst)
                .figure("hang_noticed_seconds", hang)
                .check(worst <= MOST_SECONDS, "the camera is back within 10 s of each restart")
                .check(
                        hang <= WATCHDOG_MILLIS / 1e3 + 0.5,
                        "a hanging stream is noticed within the watchdog time")
                .check(
                        !messages.contains("hunter2") && !messages.contains(USER),
                        "no message contains credentials");
    }
}
