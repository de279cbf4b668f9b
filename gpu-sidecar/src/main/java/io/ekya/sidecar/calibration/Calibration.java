/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.calibration;

import io.ekya.device.CalibratedSpeed;
import io.ekya.profile.SpeedFit;
import io.ekya.profile.SpeedFit.Measured;
import io.ekya.sidecar.client.Sidecar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures the speed-of-share curve of a sidecar's device: one retraining at each share, then two
 * concurrent ones with half the device each. The whole device is measured first and last, to detect
 * other load on the machine.
 */
public final class Calibration {
    private static final double WHOLE = 1;
    private static final double HALF = 0.5;
    private static final double STEADY = 0.1;

    private final EndlessRetrainings trainings;
    private final Effort effort;
    private final Consumer<String> output;
    private final List<Measured> measured = new ArrayList<>();

    /**
     * How much to measure.
     *
     * @param shares besides the whole device
     * @param seconds minimum time per share
     * @param miniBatches minimum number of mini-batches per share
     */
    public record Effort(List<Double> shares, double seconds, int miniBatches) {
        /** Every tenth; about two minutes on a CPU. */
        public static final Effort THOROUGH =
                new Effort(List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), 6, 40);

        /** Two shares, as a smoke test. */
        public static final Effort QUICK = new Effort(List.of(0.25, 0.5), 0.5, 4);

        public Effort {
            shares = List.copyOf(shares);
        }

        /** Returns the same effort with another time per share. */
        public Effort withSeconds(double newSeconds) {
            return new Effort(shares, newSeconds, miniBatches);
        }
    }

    private Calibration(EndlessRetrainings trainings, Effort effort, Consumer<String> output) {
        this.trainings = trainings;
        this.effort = effort;
        this.output = output;
    }

    /**
     * Runs the calibration.
     *
     * @param sidecar an idle sidecar
     * @param device its device, for the result
     * @param shareControl its share control, for the result
     * @param createdMillis wall-clock time, for the result
     * @param output receives every measurement as a line of text
     * @throws IllegalStateException if a retraining stops
     */
    public static CalibratedSpeed run(
            Sidecar sidecar,
            String device,
            String shareControl,
            long createdMillis,
            Effort effort,
            Consumer<String> output)
            throws InterruptedException {
        EndlessRetrainings trainings = new EndlessRetrainings(sidecar);
        Calibration calibration = new Calibration(trainings, effort, output);
        double whole = calibration.measureAlone();
        double sideBySide = calibration.measureTwo(whole);
        return new CalibratedSpeed(
                device,
                shareControl,
                createdMillis,
                whole,
                sideBySide,
                SpeedFit.of(calibration.measured));
    }

    /** Returns mini-batches per second on the whole device. */
    private double measureAlone() throws InterruptedException {
        trainings.start(0, WHOLE);
        double before = alone(WHOLE, 0);
        for (double share : effort.shares()) {
            trainings.resize(0, share);
            alone(share, before);
        }
        trainings.resize(0, WHOLE);
        double after = alone(WHOLE, before);
        trainings.end(0);
        if (Math.abs(after - before) > STEADY * before) {
            output.accept(
                    "warning: the speed of the whole device changed by more than 10 %; run it on an"
                            + " otherwise idle machine");
        }
        return (before + after) / 2;
    }

    private double alone(double share, double whole) throws InterruptedException {
        double speed = trainings.speeds(1, effort.seconds(), effort.miniBatches())[0];
        measured.add(new Measured(share, speed));
        output.accept(
                String.format(
                        Locale.ROOT,
                        "share %.2f: %.1f mini-batches/s%s",
                        share,
                        speed,
                        whole > 0
                                ? String.format(Locale.ROOT, ", speed %.3f", speed / whole)
                                : ""));
        return speed;
    }

    private double measureTwo(double whole) throws InterruptedException {
        trainings.start(0, HALF);
        trainings.start(1, HALF);
        double[] speeds = trainings.speeds(2, effort.seconds(), effort.miniBatches());
        trainings.end(0);
        trainings.end(1);
        double sum = (speeds[0] + speeds[1]) / whole;
        output.accept(
                String.format(
                        Locale.ROOT,
                        "two side by side: speeds %.3f and %.3f, together %.3f",
                        speeds[0] / whole,
                        speeds[1] / whole,
                        sum));
        return sum;
    }
}
