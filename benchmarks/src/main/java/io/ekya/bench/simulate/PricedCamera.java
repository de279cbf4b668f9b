/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The best decisions of a single camera if GPU time has a price: at each moment the inference
 * option with the highest value minus price, and the retraining with the highest net value. Prices
 * never rise, so the cheapest way to complete a retraining at a given time is to use a whole GPU
 * just before; its value is piecewise linear in that time, with breakpoints at the ends of price
 * segments and these plus the job's length, so only those have to be considered.
 */
final class PricedCamera {

    /** Number of parts of the window with a price of their own. */
    static final int SEGMENTS = 20;

    /** No retraining. */
    private static final RetrainingOption NONE = new RetrainingOption("", 0, 0);

    private final double accuracy;
    private final double window;
    private final double length;
    private final List<InferenceOption> inference;
    private final List<RetrainingOption> jobs = new ArrayList<>();

    PricedCamera(CameraProfile camera, SchedulingProblem problem) {
        double quantum = problem.quantum();
        this.accuracy = camera.accuracy();
        this.window = problem.windowSeconds();
        this.length = window / SEGMENTS;
        this.inference =
                camera.inference().stream().map(o -> quantum > 0 ? onGrid(o, quantum) : o).toList();
        camera.running()
                .map(r -> new RetrainingOption(r.id(), r.remainingGpuSeconds(), r.accuracy()))
                .ifPresent(jobs::add);
        jobs.addAll(camera.retraining());
        jobs.removeIf(job -> job.accuracy() <= accuracy || job.gpuSeconds() > window);
    }

    private static InferenceOption onGrid(InferenceOption option, double quantum) {
        double gpus = Math.ceil(option.gpus() / quantum - 1e-6) * quantum;
        return new InferenceOption(option.id(), gpus, option.accuracyFactor());
    }

    /**
     * Returns the accuracy-seconds of the best decisions, minus the price of the GPU-seconds used.
     *
     * @param prices of a GPU-second in each segment, non-increasing
     * @param demand receives, added up, the GPU-seconds used in each segment
     */
    double best(double[] prices, double[] demand) {
        double[] now = cumulative(accuracy, prices);
        double[] cost = new double[SEGMENTS + 1];
        for (int k = 0; k < SEGMENTS; k++) {
            cost[k + 1] = cost[k] + length * prices[k];
        }
        double best = now[SEGMENTS];
        RetrainingOption chosen = NONE;
        double chosenEnd = window;
        for (RetrainingOption job : jobs) {
            double[] later = cumulative(job.accuracy(), prices);
            for (int k = 0; k <= SEGMENTS; k++) {
                for (double shift : List.of(0.0, job.gpuSeconds())) {
                    double end = Math.min(window, k * length + shift);
                    double price = upTo(cost, end) - upTo(cost, end - job.gpuSeconds());
                    double value = upTo(now, end) + later[SEGMENTS] - upTo(later, end) - price;
                    if (end >= job.gpuSeconds() && value > best) {
                        best = value;
                        chosen = job;
                        chosenEnd = end;
                    }
                }
            }
        }
        addDemand(chosen, chosenEnd, prices, demand);
        return best;
    }

    private void addDemand(RetrainingOption job, double end, double[] prices, double[] demand) {
        for (int k = 0; k < SEGMENTS; k++) {
            double from = k * length;
            double before = Math.max(0, Math.min(end - from, length));
            double start = Math.max(end - job.gpuSeconds(), from);
            demand[k] += before * choice(accuracy, prices[k]).gpus();
            demand[k] += (length - before) * choice(job.accuracy(), prices[k]).gpus();
            demand[k] += Math.max(0, Math.min(end, from + length) - start);
        }
    }

    /** Returns the value of inference from the window's start to the end of each segment. */
    private double[] cumulative(double student, double[] prices) {
        double[] sum = new double[SEGMENTS + 1];
        for (int k = 0; k < SEGMENTS; k++) {
            sum[k + 1] = sum[k] + length * netValue(choice(student, prices[k]), student, prices[k]);
        }
        return sum;
    }

    private InferenceOption choice(double student, double price) {
        InferenceOption best = new InferenceOption("", 0, 0);
        for (InferenceOption option : inference) {
            if (netValue(option, student, price) > netValue(best, student, price)) {
                best = option;
            }
        }
        return best;
    }

    private static double netValue(InferenceOption option, double student, double price) {
        return student * option.accuracyFactor() - price * option.gpus();
    }

    /** Interpolates linearly between the ends of segments. */
    private double upTo(double[] sum, double second) {
        int k = (int) Math.max(0, Math.min(SEGMENTS - 1, Math.floor(second / length)));
        double part = Math.max(0, Math.min(1, second / length - k));
        return sum[k] + part * (sum[k + 1] - sum[k]);
    }
}
