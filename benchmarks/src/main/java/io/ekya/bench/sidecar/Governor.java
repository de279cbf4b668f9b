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
 * Shares asked for and shares got, of one to four retrainings at once on the sidecar's device
 * thread, by the operating system's CPU time of the mini-batches and by images a second; how soon a
 * resize shows; and what the sidecar costs a training that has the device to itself.
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

    /** How long a training runs at share 1.0 before and after others are watched. */
    private static final double REFERENCE_SECONDS = 4;

    /** Machines change their pace: what is off by images a second is watched so often. */
    private static final int REPEATS = 3;

    @Override
    public String name() {
        return "governor";
    }

    @Override
    public String description() {
        return "Shares asked for against shares got, resizes, and the cost of sharing";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-governor");
        try (SharedDevice device = new SharedDevice(folder)) {
            double[] speeds = device.againstBareLoop(quick ? 1 : 3);
            System.out.printf(
                    Locale.ROOT,
                    "share 1.0: %.1f mini-batches a CPU second, a bare loop %.1f%n",
                    speeds[0],
                    speeds[1]);
            double worst = 0;
            double worstRate = 0;
            for (List<Double> shares : quick ? QUICK : SHARES) {
                Held held = new Held(shares);
                held.watch(device);
                boolean again = !quick && held.worstByImages() > TOLERANCE;
                for (int i = 1; i < REPEATS && again; i++) {
                    held.watch(device);
                }
                worst = Math.max(worst, held.worst());
                worstRate = Math.max(worstRate, held.worstByImages());
            }
            double late = device.resize(quick ? 3 : RESIZES);
            double speed = speeds[0] / speeds[1];
            return new BenchResult()
                    .figure("worst_off", worst)
                    .figure("worst_off_by_images", worstRate)
                    .figure("resize_late_ms", late)
                    .figure("speed_of_bare_loop", speed)
                    .check(quick || worst <= TOLERANCE, "every stretch is within 0.05")
                    .check(
                            quick || worstRate <= TOLERANCE,
                            "images a second are within 0.05 of the share")
                    .check(
                            quick || late <= RESIZE_MILLIS,
                            "a resize shows within a mini-batch and 100 ms")
                    .check(
                            quick || speed >= LEAST_SPEED,
                            "share 1.0 is at least 0.95 of a bare loop");
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    /** Shares held side by side, watched once or several times. */
    private static final class Held {
        private final List<Double> shares;
        private final List<List<Double>> off = new ArrayList<>();
        private double worst;

        Held(List<Double> shares) {
            this.shares = shares;
            shares.forEach(s -> off.add(new ArrayList<>()));
        }

        void watch(SharedDevice device) throws InterruptedException {
            double before = device.alone(REFERENCE_SECONDS);
            List<SharesSeen> seen = device.hold(shares);
            double full = (before + device.alone(REFERENCE_SECONDS)) / 2;
            for (int i = 0; i < seen.size(); i++) {
                SharesSeen one = seen.get(i);
                double byImages = one.stepsASecond() / full;
                System.out.printf(
                        Locale.ROOT,
                        "%d jobs: asked %.2f, got %.3f by CPU time (worst stretch %.3f off),"
                                + " %.3f by images a second%n",
                        shares.size(),
                        one.requested(),
                        one.achieved(),
                        one.worst(),
                        byImages);
                worst = Math.max(worst, one.worst());
                off.get(i).add(Math.abs(byImages - one.requested()));
            }
        }

        /** By CPU time, in any stretch. */
        double worst() {
            return worst;
        }

        /** By images a second, each job's median. */
        double worstByImages() {
            return off.stream().mapToDouble(Held::median).max().orElse(0);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get((values.size() - 1) / 2);
        }
    }
}
