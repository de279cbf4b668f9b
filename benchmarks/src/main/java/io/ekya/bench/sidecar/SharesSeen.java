package io.ekya.bench.sidecar;

import io.ekya.sidecar.api.JobStatus;
import java.util.ArrayList;
import java.util.List;

/** What one retraining was seen to use and do, moment by moment, while its share stood still. */
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

    void add(double atSeconds, JobStatus job) {
        moments.add(new Moment(atSeconds, job.gpuSeconds(), job.stepsDone()));
    }

    /** True where a stretch is long enough to be judged. */
    boolean enough() {
        return moments.size() > 1 && isLong(moments.get(0), moments.get(moments.size() - 1));
    }

    private static boolean isLong(Moment from, Moment to) {
        return to.at - from.at >= LEAST_SECONDS && to.steps - from.steps >= LEAST_STEPS;
    }

    /** Busy over elapsed time of the whole. */
    double achieved() {
        Moment first = moments.get(0);
        Moment last = moments.get(moments.size() - 1);
        return (last.busy - first.busy) / (last.at - first.at);
    }

    /** Mini-batches a second of the whole. */
    double stepsASecond() {
        Moment first = moments.get(0);
        Moment last = moments.get(moments.size() - 1);
        return (last.steps - first.steps) / (last.at - first.at);
    }

    /** Largest |achieved - requested| of any stretch of 5 s and 50 mini-batches. */
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
