/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import io.ekya.vision.ObjectClass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * Summary figures of a run.
 *
 * @param meanAccuracy true accuracy, mean over cameras and windows; NaN if the true classes are
 *     unknown
 * @param driftedAccuracy the same over the windows that start after the onset of the camera's drift
 * @param liveAccuracy agreement of the serving students with the teacher, mean over cameras and
 *     windows
 * @param majorityBaseline true accuracy of always predicting the camera's most frequent class
 * @param classCounts number of regions of each true class, in the order of ObjectClass
 * @param deviceRatio model CPU / (gpus x elapsed), highest of all windows; NaN if not measured
 * @param contention total demand / GPUs, mean over windows (most expensive inference, labelling,
 *     and most accurate retraining of each camera); NaN if not measured
 */
public record RunSummary(
        String name,
        String policy,
        long windows,
        int cameras,
        double meanAccuracy,
        double driftedAccuracy,
        double liveAccuracy,
        double majorityBaseline,
        List<Long> classCounts,
        long frames,
        long dropped,
        int promoted,
        int notPromoted,
        int failed,
        double deviceRatio,
        double contention) {

    /** Number of retrainings that were promoted, not promoted or failed. */
    public int ended() {
        return promoted + notPromoted + failed;
    }

    /** Summarises the run in a folder. */
    public static RunSummary of(Path folder) {
        return of(RunData.read(folder));
    }

    /** Model CPU / (gpus x elapsed) in a window of a run; NaN if not measured. */
    public static double deviceRatio(Path folder, WindowResult window, double gpus) {
        return DeviceUse.between(
                        RunData.device(folder), window.startMillis(), window.endMillis(), gpus)
                .ratio();
    }

    static RunSummary of(RunData run) {
        List<RetrainingRecord> retrainings = RetrainingRecord.of(run);
        return new RunSummary(
                run.name(),
                run.config().map(c -> c.scheduler().policy()).orElse("?"),
                run.windowNumbers().size(),
                run.cameras().size(),
                mean(run, w -> true),
                mean(run, w -> drifted(run, w)),
                average(run.windows().stream().mapToDouble(Accuracies::liveAccuracy)),
                majority(run),
                classCounts(run.windows()),
                run.windows().stream().mapToLong(w -> w.frames().delivered()).sum(),
                run.windows().stream().mapToLong(w -> w.frames().dropped()).sum(),
                count(retrainings, EventKind.PROMOTED),
                count(retrainings, EventKind.NOT_PROMOTED),
                count(retrainings, EventKind.RETRAIN_FAILED),
                run.windowNumbers().stream()
                        .mapToDouble(w -> run.deviceUse(w).ratio())
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN),
                average(Contention.of(run).stream().mapToDouble(Contention::ratio)));
    }

    /** Returns whether a window starts after the onset of its camera's drift. */
    static boolean drifted(RunData run, WindowResult w) {
        double onset =
                run.config().map(JobConfig::cameras).orElse(List.of()).stream()
                        .filter(c -> c.id().equals(w.camera()))
                        .mapToDouble((CameraConfig c) -> DriftOnset.seconds(c))
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY);
        return run.seconds(w.startMillis()) >= onset;
    }

    private static double mean(RunData run, Predicate<WindowResult> which) {
        return average(run.windows().stream().filter(which).mapToDouble(Accuracies::trueAccuracy));
    }

    private static double majority(RunData run) {
        return average(
                run.cameras().stream()
                        .map(camera -> classCounts(run.windowsOf(camera)))
                        .mapToDouble(
                                counts -> {
                                    long all = counts.stream().mapToLong(Long::longValue).sum();
                                    long most =
                                            counts.stream()
                                                    .mapToLong(Long::longValue)
                                                    .max()
                                                    .orElse(0);
                                    return all == 0 ? Double.NaN : (double) most / all;
                                }));
    }

    static List<Long> classCounts(List<WindowResult> windows) {
        long[] sum = new long[ObjectClass.COUNT];
        for (WindowResult w : windows) {
            long[] counts = w.truth().counts();
            for (int i = 0; counts != null && i < Math.min(sum.length, counts.length); i++) {
                sum[i] += counts[i];
            }
        }
        return Arrays.stream(sum).boxed().toList();
    }

    static double average(DoubleStream values) {
        return values.filter(Double::isFinite).average().orElse(Double.NaN);
    }

    private static int count(List<RetrainingRecord> retrainings, EventKind outcome) {
        return (int) retrainings.stream().filter(r -> r.outcome() == outcome).count();
    }
}
