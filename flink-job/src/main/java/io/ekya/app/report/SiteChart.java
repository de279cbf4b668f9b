/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chart of the whole site: allocated GPU shares over time, and the CPU that models used. */
final class SiteChart {
    private final RunData run;
    private final Plot plot;

    SiteChart(RunData run) {
        this.run = run;
        this.plot = new Plot(52, 22, 930, 150, run.lengthSeconds(), 1.2 * run.gpus());
    }

    String svg() {
        List<Double> starts =
                run.windowNumbers().stream()
                        .map(n -> run.windows().stream().filter(w -> w.window() == n).findFirst())
                        .flatMap(Optional::stream)
                        .map(w -> run.seconds(w.startMillis()))
                        .toList();
        Svg svg = new Svg(1000, 196, "GPU shares of the whole site");
        plot.grid(svg, List.of(0.0, run.gpus() / 2, run.gpus()), false, starts);
        svg.text(plot.left(), 13, "axis", "GPUs");
        Steps inference = run.total(a -> a.inference().share());
        Steps retraining = run.total(Allocation::retrainingShare);
        Steps labelling = Steps.constant(run.config().map(c -> c.teacher().share()).orElse(0.0));
        Steps profiling = profiling();
        plot.layer(svg, List.of(), labelling, "labelling");
        plot.layer(svg, List.of(labelling), inference, "inference");
        plot.layer(svg, List.of(labelling, inference), retraining, "retraining");
        plot.layer(svg, List.of(labelling, inference, retraining), profiling, "profiling");
        svg.line(plot.left(), plot.y(run.gpus()), plot.right(), plot.y(run.gpus()), "budget");
        used(svg);
        plot.timeAxis(svg, starts);
        return svg.text();
    }

    /** Share of micro-profiling, from the first allocation of a window until its last profile. */
    private Steps profiling() {
        Steps steps = Steps.constant(0);
        for (long window : run.windowNumbers()) {
            double done =
                    run.events().stream()
                            .filter(e -> e.isOfWindow(window - 1))
                            .filter(e -> e.kind() == EventKind.PROFILED)
                            .mapToDouble(e -> run.seconds(e.timeMillis()))
                            .max()
                            .orElse(Double.NEGATIVE_INFINITY);
            run.allocations().stream()
                    .filter(a -> a.allocation().window() == window)
                    .filter(a -> run.seconds(a.timeMillis()) < done)
                    .forEach(
                            a ->
                                    steps.addInterval(
                                            run.seconds(a.timeMillis()),
                                            done,
                                            a.allocation().source().profilingShare()));
        }
        return steps;
    }

    private void used(Svg svg) {
        List<Long> numbers = new ArrayList<>(run.windowNumbers());
        for (long n : numbers) {
            DeviceUse use = run.deviceUse(n);
            WindowResult w =
                    run.windows().stream().filter(x -> x.window() == n).findFirst().orElseThrow();
            if (Double.isFinite(use.ratio())) {
                double cores = use.jobModel() + use.sidecarModel();
                double from = plot.x(run.seconds(w.startMillis()));
                double to = plot.x(run.seconds(w.endMillis()));
                svg.line(from, plot.y(cores), to, plot.y(cores), "measured");
                svg.hover(
                        from,
                        plot.top(),
                        to - from,
                        plot.height(),
                        "window %d: models used %s cores, %s of the GPUs"
                                .formatted(
                                        run.numberInRun(n),
                                        Html.number(cores, 2),
                                        Html.percent(use.ratio())));
            }
        }
    }
}
