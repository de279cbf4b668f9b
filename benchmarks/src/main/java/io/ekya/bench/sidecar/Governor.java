/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares requested and achieved shares of one to four concurrent retrainings on the sidecar's
 * device thread, by CPU time of the mini-batches and by images per second; measures how quickly a
 * resize takes effect, and the overhead of the sidecar for a training that has the device to
 * itself.
 */
public final class Governor implements Bench {
    private static final List<List<Double>> SHARES =
            List.of(
                    List.of(0.1),
                    List.of(0.2),
                    List.of(0.3),
                    List.of(0.4),
                    List.of(0.5),
                    List.of(0.6),
                    List.of(0.7),
                    List.of(0.8),
                    List.of(0.9),
                    List.of(0.3, 0.6),
                    List.of(0.2, 0.3, 0.4),
                    List.of(0.1, 0.2, 0.25, 0.35),
                    List.of(0.4, 0.1, 0.2, 0.2));
    private static final List<List<Double>> QUICK = List.of(List.of(0.3), List.of(0.2, 0.5));
    private static final int RESIZES = 20;
    private static final double TOLERANCE = 0.05;
    private static final double LEAST_SPEED = 0.95;
    private static final double RESIZE_MILLIS = 100;

    /** Duration of a measurement at share 1.0. */
    private static final double SECONDS = 6;

    private static final double QUICK_SECONDS = 2;

    /** Number of measurements if images per second deviate, since machines change their speed. */
    private static final int REPEATS = 3;

    @Override
    public String name() {
        return "governor";
    }

    @Override
    public String description() {
        return "Requested and achieved shares, resizes, and the overhead of sharing";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-governor");
        try (SharedDevice device = new SharedDevice(folder, quick ? QUICK_SECONDS : SECONDS)) {
            double[] speeds = device.againstBareLoop(quick ? 1 : 3);
            System.out.printf(
                    Locale.ROOT,
                    "share 1.0: %.1f mini-batches per CPU second, bare loop: %.1f%n",
                    speeds[0],
                    speeds[1]);
            double worst = 0;
            double worstRate = 0;
            for (List<Double> shares : quick ? QUICK : SHARES) {
                ConcurrentShares measured = new ConcurrentShares(shares);
                measured.measure(device);
                boolean again = !quick && measured.worstByImages() > TOLERANCE;
                for (int i = 1; i < REPEATS && again; i++) {
                    measured.measure(device);
                }
                worst = Math.max(worst, measured.worst());
                worstRate = Math.max(worstRate, measured.worstByImages());
            }
            double resizeMillis = device.resize(quick ? 3 : RESIZES);
            double speed = speeds[0] / speeds[1];
            return new BenchResult()
                    .figure("worst_off", worst)
                    .figure("worst_off_by_images", worstRate)
                    .figure("resize_late_ms", resizeMillis)
                    .figure("speed_of_bare_loop", speed)
                    .check(
                            quick || worst <= TOLERANCE,
                            "every interval is within 0.05 of its " + "share")
                    .check(
                            quick || worstRate <= TOLERANCE,
                            "images per second are within 0.05 of the share")
                    .check(
                            quick || resizeMillis <= RESIZE_MILLIS,
                            "a resize takes effect within a mini-batch and 100 ms")
                    .check(
                            quick || speed >= LEAST_SPEED,
                            "share 1.0 reaches at least 0.95 of the speed of a bare loop");
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    /** Concurrent shares, measured once or several times. */
    private static final class ConcurrentShares {
        private final List<Double> shares;
        private final List<List<Double>> deviations = new ArrayList<>();
        private double worst;

        ConcurrentShares(List<Double> shares) {
            this.shares = shares;
            shares.forEach(s -> deviations.add(new ArrayList<>()));
        }

        void measure(SharedDevice device) throws InterruptedException {
            double before = device.alone();
            List<SharesSeen> seen = device.measure(shares);
            double full = (before + device.alone()) / 2;
            for (int i = 0; i < seen.size(); i++) {
                SharesSeen one = seen.get(i);
                double byImages = one.stepsASecond() / full;
                System.out.printf(
                        Locale.ROOT,
                        "%d jobs: requested %.2f, achieved %.3f by CPU time (worst interval "
                                + "off by %.3f), %.3f by images per second%n",
                        shares.size(),
                        one.requested(),
                        one.achieved(),
                        one.worst(),
                        byImages);
                worst = Math.max(worst, one.worst());
                deviations.get(i).add(Math.abs(byImages - one.requested()));
            }
        }

        /** Returns the largest deviation by CPU time in any interval. */
        double worst() {
            return worst;
        }

        /** Returns the largest deviation by images per second, of the median per job. */
        double worstByImages() {
            return deviations.stream().mapToDouble(ConcurrentShares::median).max().orElse(0);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get((values.size() - 1) / 2);
        }
    }
}
