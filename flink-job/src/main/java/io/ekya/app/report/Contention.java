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
 * What the cameras of a site would take of the GPUs in a window if they could, as measured in the
 * window before; and what retraining then took from inference. All shares are in GPUs.
 *
 * @param inference all cameras at their costliest inference configuration
 * @param labelling the teacher's share
 * @param retraining everyone's most accurate retraining (by its micro-profile) within the window
 * @param ratio of the three together to the GPUs that there are; above 1 something must be chosen
 * @param analysedBeside of all frames, those that students looked at while retrainings had half of
 *     the GPUs or more; NaN where they never had
 * @param analysedOtherwise the same for the rest of the window
 */
record Contention(
        long window,
        double inference,
        double labelling,
        double retraining,
        double ratio,
        double analysedBeside,
        double analysedOtherwise) {

    /** One a window that the window before tells about. */
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
        WindowResult any =
                run.windows().stream().filter(w -> w.window() == window).findFirst().orElseThrow();
        double from = run.seconds(any.startMillis());
        double to = run.seconds(any.endMillis());
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
        Steps retrainings = run.total(a -> a.retraining().isEmpty() ? 0 : a.retrainingShare());
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
