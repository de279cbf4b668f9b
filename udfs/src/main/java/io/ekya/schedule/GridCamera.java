/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One camera on the grid. It has only undominated inference options, by increasing demand and
 * accuracy factor; at a share of {@code x} quanta the best that fits is run.
 */
final class GridCamera {

    private static final int NOTHING_FITS = -1;

    private final String id;
    private final double accuracy;
    private final double floor;
    private final int[] demands;
    private final double[] factors;
    private final String[] options;
    private final List<RetrainingJob> jobs;
    private final List<RetrainingJob> worthwhile;
    private final double[] speed;

    private GridCamera(
            CameraProfile profile,
            double floor,
            List<CameraProfile.InferenceOption> front,
            double quantum,
            double[] speed) {
        this.id = profile.id();
        this.accuracy = profile.accuracy();
        this.floor = floor;
        this.demands = front.stream().mapToInt(o -> Grid.roundUp(o.gpus(), quantum)).toArray();
        this.factors =
                front.stream().mapToDouble(CameraProfile.InferenceOption::accuracyFactor).toArray();
        this.options = front.stream().map(CameraProfile.InferenceOption::id).toArray(String[]::new);
        this.jobs = jobs(profile);
        this.worthwhile = worthwhile(jobs, accuracy);
        this.speed = speed;
    }

    /**
     * @param quanta of the whole site: the camera's largest possible share
     * @param perGpu quanta of one GPU
     */
    static GridCamera of(
            CameraProfile profile, double minAccuracy, double quantum, int quanta, int perGpu) {
        List<CameraProfile.InferenceOption> front = front(profile, quantum, quanta);
        double best = front.isEmpty() ? 0 : front.get(front.size() - 1).accuracyFactor();
        double[] speed = new double[perGpu + 1];
        for (int y = 1; y <= perGpu; y++) {
            speed[y] = profile.speedAt(y == perGpu ? 1 : y * quantum);
        }
        return new GridCamera(
                profile, Math.min(minAccuracy, profile.accuracy() * best), front, quantum, speed);
    }

    private static List<CameraProfile.InferenceOption> front(
            CameraProfile profile, double quantum, int quanta) {
        List<CameraProfile.InferenceOption> front = new ArrayList<>();
        profile.inference().stream()
                .filter(o -> Grid.roundUp(o.gpus(), quantum) <= quanta)
                .sorted(
                        Comparator.comparingInt(
                                        (CameraProfile.InferenceOption o) ->
                                                Grid.roundUp(o.gpus(), quantum))
                                .thenComparing(o -> -o.accuracyFactor())
                                .thenComparing(CameraProfile.InferenceOption::gpus)
                                .thenComparing(CameraProfile.InferenceOption::id))
                .forEach(
                        option -> {
                            double best =
                                    front.isEmpty()
                                            ? -1
                                            : front.get(front.size() - 1).accuracyFactor();
                            if (option.accuracyFactor() > best) {
                                front.add(option);
                            }
                        });
        return front;
    }

    private static List<RetrainingJob> jobs(CameraProfile profile) {
        List<RetrainingJob> jobs = new ArrayList<>();
        profile.running()
                .map(r -> new RetrainingJob(r.id(), r.remainingGpuSeconds(), r.accuracy(), true))
                .ifPresent(jobs::add);
        profile.retraining().stream()
                .filter(o -> profile.running().filter(r -> r.id().equals(o.id())).isEmpty())
                .map(o -> new RetrainingJob(o.id(), o.gpuSeconds(), o.accuracy(), false))
                .forEach(jobs::add);
        return List.copyOf(jobs);
    }

    private static List<RetrainingJob> worthwhile(List<RetrainingJob> jobs, double accuracy) {
        List<RetrainingJob> front = new ArrayList<>();
        jobs.stream()
                .filter(job -> job.accuracy() > accuracy)
                .sorted(
                        Comparator.comparingDouble(RetrainingJob::gpuSeconds)
                                .thenComparing(job -> -job.accuracy())
                                .thenComparing(job -> !job.running())
                                .thenComparing(RetrainingJob::id))
                .forEach(
                        job -> {
                            if (front.stream().noneMatch(other -> other.dominates(job))) {
                                front.add(job);
                            }
                        });
        return List.copyOf(front);
    }

    String id() {
        return id;
    }

    /** Returns the accuracy of the current student, 0..1. */
    double accuracy() {
        return accuracy;
    }

    /**
     * Returns the accuracy floor: the configured minimum, or the best the camera reaches alone if
     * that is lower.
     */
    double floor() {
        return floor;
    }

    /** Returns the share in quanta from which each option fits, increasing. */
    int[] demands() {
        return demands;
    }

    /** Returns the accuracy factors that belong to {@link #demands()}, increasing. */
    double[] factors() {
        return factors;
    }

    /** Returns all retrainings that can run, the running one first. */
    List<RetrainingJob> jobs() {
        return jobs;
    }

    /**
     * Returns the undominated retrainings that raise accuracy, by increasing GPU-seconds and
     * accuracy.
     */
    List<RetrainingJob> worthwhile() {
        return worthwhile;
    }

    int mostDemand() {
        return demands.length == 0 ? 0 : demands[demands.length - 1];
    }

    /**
     * Returns the best option that fits into a share, as an index into {@link #demands()}; -1 if
     * none.
     */
    int option(int quanta) {
        int found = NOTHING_FITS;
        while (found + 1 < demands.length && demands[found + 1] <= quanta) {
            found++;
        }
        return found;
    }

    String optionId(int option) {
        return options[option];
    }

    /** Returns the accuracy factor at a share; 0 if no option fits. */
    double factor(int quanta) {
        int option = option(quanta);
        return option == NOTHING_FITS ? 0 : factors[option];
    }

    boolean belowFloor(double studentAccuracy, int quanta) {
        return studentAccuracy * factor(quanta) < floor - Grid.TOLERANCE;
    }

    /**
     * Returns the training speed at {@code quanta}, in GPU-seconds of work per second; more than
     * one GPU is no faster.
     */
    double speed(int quanta) {
        return speed[Math.min(quanta, speed.length - 1)];
    }
}
