/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ProfileResult.Option;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.WindowReport;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Demand for the GPUs of a site in a window, as measured in the previous window, and how retraining
 * affected inference. All shares are in GPUs.
 *
 * @param inference all cameras at their most expensive inference configuration
 * @param labelling share of the teacher
 * @param retraining the most accurate retraining of every camera (by its micro-profile), finished
 *     within the window
 * @param ratio total demand / available GPUs; above 1 the cameras compete
 * @param analysedDuringRetraining share of all frames that students analysed while retrainings had
 *     at least half of the GPUs, 0..1; NaN if they never had
 * @param analysedOtherwise the same for the rest of the window
 */
record Contention(
        long window,
        double inference,
        double labelling,
        double retraining,
        double ratio,
        double analysedDuringRetraining,
        double analysedOtherwise) {

    /** Returns one element for each window whose previous window was profiled. */
    static List<Contention> of(RunData run) {
        return run.windowNumbers().stream()
                .filter(
                        w ->
                                payloads(run, w - 1, EventKind.PROFILED, ProfileResult.class)
                                        .anyMatch(p -> !p.options().isEmpty()))
                .map(w -> of(run, w))
                .toList();
    }

    private static Contention of(RunData run, long window) {
        WindowResult anyCamera =
                run.windows().stream().filter(w -> w.window() == window).findFirst().orElseThrow();
        double from = run.seconds(anyCamera.startMillis());
        double to = run.seconds(anyCamera.endMillis());
        double inference =
                payloads(run, window - 1, EventKind.REPORTED, WindowReport.class)
                        .mapToDouble(r -> highest(r.demands().values().stream()))
                        .sum();
        double retraining =
                payloads(run, window - 1, EventKind.PROFILED, ProfileResult.class)
                                .mapToDouble(Contention::mostAccurate)
                                .sum()
                        / (to - from);
        double labelling = run.config().map(c -> c.teacher().share()).orElse(0.0);
        Steps retrainings = run.total(a -> a.retrainingShare());
        double half = run.gpus() / 2;
        return new Contention(
                window,
                inference,
                labelling,
                retraining,
                (inference + labelling + retraining) / run.gpus(),
                run.analysed().share(from, to, s -> retrainings.at(s) >= half),
                run.analysed().share(from, to, s -> retrainings.at(s) < half));
    }

    private static double highest(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static double mostAccurate(ProfileResult profile) {
        return profile.options().stream()
                .max(Comparator.comparingDouble(Option::accuracy))
                .map(Option::gpuSeconds)
                .orElse(0.0);
    }

    private static <T> Stream<T> payloads(RunData run, long window, EventKind kind, Class<T> type) {
        return run.events().stream()
                .filter(e -> e.isOfWindow(window) && e.kind() == kind)
                .map(SidecarEvent::payload)
                .flatMap(p -> JsonLines.parse(p).stream())
                .flatMap(p -> JsonLines.as(type, p).stream());
    }
}
