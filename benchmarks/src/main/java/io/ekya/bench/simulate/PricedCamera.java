package io.ekya.bench.simulate;

import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * What one camera would do if GPU time had a price and there were no other cameras: at each moment
 * the inference option that is worth most after its price, and the retraining that pays best.
 * Prices never rise, so the cheapest way to end a retraining at a given second is a whole GPU just
 * before it; and what that is worth is linear between the ends of price segments, and these plus
 * the job's length, so only those have to be tried.
 */
final class PricedCamera {

    /** Parts of the window, each with its own price. */
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
     * Accuracy-seconds of the best it can do, less the price of the GPU-seconds it uses.
     *
     * @param prices of a GPU-second in each segment, never rising
     * @param wanted GPU-seconds it uses in each segment are added here
     */
    double best(double[] prices, double[] wanted) {
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
        want(chosen, chosenEnd, prices, wanted);
        return best;
    }

    private void want(RetrainingOption job, double end, double[] prices, double[] wanted) {
        for (int k = 0; k < SEGMENTS; k++) {
            double from = k * length;
            double before = Math.max(0, Math.min(end - from, length));
            double start = Math.max(end - job.gpuSeconds(), from);
            wanted[k] += before * choice(accuracy, prices[k]).gpus();
            wanted[k] += (length - before) * choice(job.accuracy(), prices[k]).gpus();
            wanted[k] += Math.max(0, Math.min(end, from + length) - start);
        }
    }

    /** Inference alone, from the window's beginning to each end of a segment. */
    private double[] cumulative(double student, double[] prices) {
        double[] sum = new double[SEGMENTS + 1];
        for (int k = 0; k < SEGMENTS; k++) {
            sum[k + 1] = sum[k] + length * worth(choice(student, prices[k]), student, prices[k]);
        }
        return sum;
    }

    private InferenceOption choice(double student, double price) {
        InferenceOption best = new InferenceOption("", 0, 0);
        for (InferenceOption option : inference) {
            if (worth(option, student, price) > worth(best, student, price)) {
                best = option;
            }
        }
        return best;
    }

    private static double worth(InferenceOption option, double student, double price) {
        return student * option.accuracyFactor() - price * option.gpus();
    }

    /** Between the ends of segments linearly. */
    private double upTo(double[] sum, double second) {
        int k = (int) Math.max(0, Math.min(SEGMENTS - 1, Math.floor(second / length)));
        double part = Math.max(0, Math.min(1, second / length - k));
        return sum[k] + part * (sum[k + 1] - sum[k]);
    }
}
