/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import io.ekya.schedule.CameraProfile.RunningRetraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Assigns jobs to GPUs: an optional last step for sites with several GPUs. A job runs on one GPU;
 * shares are rounded down to inverse powers of two and packed largest first (Ekya, NSDI '22,
 * section 5), which avoids fragmentation of whole GPUs. The capacity that rounding frees goes to
 * the jobs that gain most.
 *
 * @param decision the original decision with rounded shares and inference options that fit them
 * @param jobs with a non-zero share, by GPU
 */
public record Placement(Decision decision, List<Job> jobs) {

    /**
     * A job on its GPU.
     *
     * @param camera id
     * @param retraining true for the camera's retraining, false for its inference
     * @param gpu index from 0; if the number of GPUs is fractional, the last one is the smaller
     * @param share of one GPU, an inverse power of two
     */
    public record Job(String camera, boolean retraining, int gpu, double share) {}

    public Placement {
        jobs = List.copyOf(jobs);
    }

    /** Places the jobs of a decision. */
    public static Placement of(Decision decision) {
        SchedulingProblem problem = decision.problem();
        List<PlacedShare> shares = new ArrayList<>();
        for (int c = 0; c < decision.orders().size(); c++) {
            Decision.Order order = decision.orders().get(c);
            shares.add(PlacedShare.of(c, false, order.inferenceShare()));
            shares.add(PlacedShare.of(c, true, order.retrainingShare()));
        }
        Bins bins = new Bins(problem.gpus() - problem.reservedShare());
        bins.packOrHalve(shares);
        fit(decision, shares, bins);
        return toPlacement(decision, shares, bins.pack(shares).orElseThrow());
    }

    /**
     * Halves inference shares that lose nothing by it, then repeatedly raises the share with the
     * highest gain per GPU.
     */
    private static void fit(Decision decision, List<PlacedShare> shares, Bins bins) {
        for (int i = 0; i < shares.size(); i++) {
            PlacedShare less = shares.get(i).halved();
            while (!less.retraining()
                    && shares.get(i).share() > 0
                    && gain(decision, shares, less) >= 0) {
                shares.set(i, less);
                less = less.halved();
            }
        }
        while (raise(decision, shares, bins)) {
            // repeat while it helps
        }
    }

    private static boolean raise(Decision decision, List<PlacedShare> shares, Bins bins) {
        int best = -1;
        PlacedShare bestShare = PlacedShare.of(0, false, 0);
        double most = Grid.TOLERANCE;
        for (int i = 0; i < shares.size(); i++) {
            PlacedShare now = shares.get(i);
            for (PlacedShare more : now.larger()) {
                double gain = gain(decision, shares, more) / (more.share() - now.share());
                if (gain > most && bins.pack(changed(shares, i, more)).isPresent()) {
                    most = gain;
                    best = i;
                    bestShare = more;
                }
            }
        }
        if (best >= 0) {
            shares.set(best, bestShare);
        }
        return best >= 0;
    }

    private static List<PlacedShare> changed(List<PlacedShare> shares, int i, PlacedShare to) {
        List<PlacedShare> changed = new ArrayList<>(shares);
        changed.set(i, to);
        return changed;
    }

    /** Returns the accuracy-seconds gained if a job gets another share. */
    private static double gain(Decision decision, List<PlacedShare> shares, PlacedShare to) {
        int c = to.camera();
        double inference = shares.get(2 * c).share();
        double training = shares.get(2 * c + 1).share();
        return value(
                        decision,
                        c,
                        to.retraining() ? inference : to.share(),
                        to.retraining() ? to.share() : training)
                - value(decision, c, inference, training);
    }

    private static double value(Decision decision, int c, double inference, double training) {
        SchedulingProblem problem = decision.problem();
        CameraProfile camera = problem.cameras().get(c);
        double factor = option(camera, inference).map(o -> o.accuracyFactor()).orElse(0.0);
        double whole = problem.windowSeconds() * factor + problem.terminalSeconds();
        Optional<RunningRetraining> job = decision.orders().get(c).job();
        double speed = camera.speedAt(training);
        double seconds =
                job.isEmpty() || speed <= 0
                        ? Double.POSITIVE_INFINITY
                        : job.get().remainingGpuSeconds() / speed;
        return seconds > problem.windowSeconds()
                ? camera.accuracy() * whole
                : camera.accuracy() * factor * seconds
                        + job.orElseThrow().accuracy() * (whole - factor * seconds);
    }

    private static Optional<CameraProfile.InferenceOption> option(
            CameraProfile camera, double share) {
        return camera.inference().stream()
                .filter(o -> o.gpus() <= share + Grid.TOLERANCE)
                .max(
                        Comparator.comparingDouble(CameraProfile.InferenceOption::accuracyFactor)
                                .thenComparing(CameraProfile.InferenceOption::id));
    }

    private static Placement toPlacement(Decision decision, List<PlacedShare> shares, int[] gpus) {
        List<Decision.Order> orders = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int c = 0; c < decision.orders().size(); c++) {
            CameraProfile camera = decision.problem().cameras().get(c);
            Decision.Order order = decision.orders().get(c);
            double inference = shares.get(2 * c).share();
            double training = shares.get(2 * c + 1).share();
            Optional<RunningRetraining> job = order.job().filter(j -> training > 0);
            orders.add(
                    new Decision.Order(
                            order.camera(),
                            option(camera, inference).map(o -> o.id()),
                            inference,
                            job,
                            order.starts() && job.isPresent(),
                            training,
                            camera.speedAt(training)));
        }
        for (int i = 0; i < shares.size(); i++) {
            PlacedShare share = shares.get(i);
            if (share.share() > 0) {
                String camera = orders.get(share.camera()).camera();
                jobs.add(new Job(camera, share.retraining(), gpus[i], share.share()));
            }
        }
        jobs.sort(Comparator.comparingInt(Job::gpu).thenComparing(j -> -j.share()));
        return new Placement(new Decision(decision.problem(), orders), jobs);
    }
}
