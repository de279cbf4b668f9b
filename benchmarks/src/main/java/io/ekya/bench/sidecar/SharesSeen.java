/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.sidecar.api.JobStatus;
import java.util.ArrayList;
import java.util.List;

/** Samples of one retraining's progress while its share is constant. */
final class SharesSeen {
    private static final double LEAST_SECONDS = 5;
    private static final int LEAST_STEPS = 50;

    private final double requested;
    private final List<Moment> moments = new ArrayList<>();

    /** Elapsed seconds, CPU seconds used, mini-batches run. */
    private record Moment(double at, double busy, int steps) {}

    SharesSeen(double requested) {
        this.requested = requested;
    }

    double requested() {
        return requested;
    }

    /** Adds a sample; a stage that counts no mini-batches is ignored. */
    void add(double atSeconds, JobStatus job) {
        Double busy = job.gpuSeconds();
        Integer steps = job.stepsDone();
        if (busy != null && steps != null) {
            moments.add(new Moment(atSeconds, busy, steps));
        }
    }

    /** Returns whether the samples cover a sufficiently long interval. */
    boolean enough() {
        return moments.size() > 1 && isLong(moments.get(0), moments.get(moments.size() - 1));
    }

    private static boolean isLong(Moment from, Moment to) {
        return to.at - from.at >= LEAST_SECONDS && to.steps - from.steps >= LEAST_STEPS;
    }

    /** Returns busy time / elapsed time over all samples. */
    double achieved() {
        Moment first = moments.get(0);
        Moment last = moments.get(moments.size() - 1);
        return (last.busy - first.busy) / (last.at - first.at);
    }

    /** Returns the mini-batches per second over all samples. */
    double stepsASecond() {
        Moment first = moments.get(0);
        Moment last = moments.get(moments.size() - 1);
        return (last.steps - first.steps) / (last.at - first.at);
    }

    /** Returns the largest |achieved - requested| of any interval of 5 s and 50 mini-batches. */
    double worst() {
        double worst = 0;
        int to = 0;
        for (Moment from : moments) {
            while (to < moments.size() && !isLong(from, moments.get(to))) {
                to++;
            }
            if (to == moments.size()) {
                break;
            }
            Moment end = moments.get(to);
            double achieved = (end.busy - from.busy) / (end.at - from.at);
            worst = Math.max(worst, Math.abs(achieved - requested));
        }
        return worst;
    }
}
