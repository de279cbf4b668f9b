/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.estimate;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.bench.models.StreetWindows;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.RetrainingConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * Compares micro-profiles with real trainings on drifting streets: eight cameras, six windows,
 * twelve configurations, each of which is trained and evaluated on more than a thousand crops with
 * true labels.
 */
public final class EstimateError implements Bench {
    /** First seed of streets not used for tuning: base models use seeds from 20, gains from 40. */
    private static final long FIRST_STREET = 7_000;

    private static final int STREETS = 8;
    private static final int WINDOWS = 6;
    private static final int QUICK_WINDOWS = 2;

    /**
     * About 1/60 of the cost of training every configuration; much less is too little for any run.
     */
    private static final double BUDGET_SECONDS = 0.28;

    /**
     * The quick form judges no errors but has to find an estimate on a slow or busy processor, too.
     */
    private static final double QUICK_BUDGET_SECONDS = 3;

    private static final double MOST_ERROR = 0.058;
    private static final double MOST_COST = 1 / 50.0;
    private static final double MOST_REGRET = 0.02;
    private static final double WARM_UP_SECONDS = 5;
    private static final Path RESULTS = Path.of("benchmarks", "results");

    @Override
    public String name() {
        return "estimate-error";
    }

    @Override
    public String description() {
        return "Micro-profiles' estimates compared with the results of real trainings";
    }

    private static List<RetrainingConfiguration> configurations(boolean quick) {
        List<RetrainingConfiguration> all = new ArrayList<>();
        for (int frozen : List.of(0, 3, 4)) {
            for (double fraction : quick ? List.of(0.5) : List.of(0.5, 1.0)) {
                for (int epochs : quick ? List.of(1, 2) : List.of(3, 9)) {
                    String id =
                            String.format(
                                    Locale.ROOT, "frozen%d-%dep-%.1f", frozen, epochs, fraction);
                    all.add(new RetrainingConfiguration(id, epochs, 16, 0, frozen, fraction));
                }
            }
        }
        return all;
    }

    /** Creates one camera per street, all with the same configurations. */
    private record Cameras(
            Classifier teacher,
            int windows,
            List<RetrainingConfiguration> configurations,
            Truths truths,
            Path folder) {

        ProfiledCamera on(long street) {
            return new ProfiledCamera(
                    street,
                    new StreetWindows(street, windows, teacher),
                    configurations,
                    configurations.get(configurations.size() / 2 - 1),
                    truths,
                    folder.resolve("street" + street));
        }
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-estimate");
        Path file = (quick ? folder : RESULTS).resolve("estimate-error-truths.csv");
        List<Estimate> all = new ArrayList<>();
        double profileSeconds = 0;
        try (Classifier teacher = new DjlLearner().open(BaseModels.teacher())) {
            Truths truths = Truths.open(file);
            List<RetrainingConfiguration> configurations = configurations(quick);
            int windows = quick ? QUICK_WINDOWS : WINDOWS;
            Cameras cameras = new Cameras(teacher, windows, configurations, truths, folder);
            try (ProfiledCamera camera = cameras.on(FIRST_STREET - 1)) {
                camera.warmUp(WARM_UP_SECONDS);
            }
            for (int s = 0; s < (quick ? 1 : STREETS); s++) {
                long street = FIRST_STREET + s;
                try (ProfiledCamera camera = cameras.on(street)) {
                    for (int w = 0; w < windows; w++) {
                        List<Estimate> window =
                                camera.next(quick ? QUICK_BUDGET_SECONDS : BUDGET_SECONDS);
                        all.addAll(window);
                        print(street, w, window);
                    }
                    profileSeconds += camera.profileSeconds();
                }
            }
        } finally {
            remove(folder);
        }
        if (!quick) {
            plot(all);
        }
        return result(new Errors(all), all, profileSeconds, quick);
    }

    private static void print(long street, int window, List<Estimate> estimates) {
        Errors errors = new Errors(estimates);
        System.out.printf(
                Locale.ROOT,
                "street %d, window %d: mean start %.3f, estimated %.3f, reached %.3f; median "
                        + "error %.3f%n",
                street,
                window,
                errors.mean(Estimate::start),
                errors.mean(Estimate::estimated),
                errors.mean(Estimate::truth),
                errors.median(Estimate::error));
    }

    private static BenchResult result(
            Errors errors, List<Estimate> all, double profileSeconds, boolean quick) {
        double median = errors.median(Estimate::error);
        double start = errors.median(Estimate::errorOfStart);
        double before = errors.median(Estimate::errorOfBefore);
        double cost = profileSeconds / all.stream().mapToDouble(Estimate::trainSeconds).sum();
        return new BenchResult()
                .figure("estimates", Integer.toString(all.size()))
                .figure("median_error", median)
                .figure("mean_error", errors.mean(Estimate::error))
                .figure("p90_error", errors.quantile(Estimate::error, 0.9))
                .figure("bias", errors.mean(e -> e.estimated() - e.truth()))
                .figure("start_error", start)
                .figure("last_window_error", before)
                .figure("regret", errors.regret())
                .figure("tau", errors.tau())
                .figure("cost", cost)
                .figure(
                        "seconds_error",
                        errors.median(e -> Math.abs(e.estimatedSeconds() / e.trainSeconds() - 1)))
                .check(quick || median <= MOST_ERROR, "median error at most 5.8 points")
                .check(quick || median < start, "better than the start accuracy")
                .check(quick || median < before, "better than the previous window's result")
                .check(quick || errors.regret() <= MOST_REGRET, "regret at most 2 points")
                .check(
                        quick || cost <= MOST_COST,
                        "costs at most a fiftieth of training every " + "configuration");
    }

    /** Plots the cumulative distribution of errors. */
    private static void plot(List<Estimate> all) throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(760)
                        .height(440)
                        .title("Error of micro-profiles")
                        .xAxisTitle("absolute error, points of accuracy")
                        .yAxisTitle("share of estimates, %")
                        .build();
        chart.getStyler().setMarkerSize(0);
        line(chart, "micro-profile", all.stream().mapToDouble(Estimate::error).toArray());
        line(chart, "start accuracy", all.stream().mapToDouble(Estimate::errorOfStart).toArray());
        line(
                chart,
                "previous window's result",
                all.stream().mapToDouble(Estimate::errorOfBefore).toArray());
        Files.write(RESULTS.resolve("estimate-error.png"), ChartEncoder.getBytes(chart, "png"));
    }

    private static void line(XYChart chart, String name, double[] errors) {
        double[] sorted = Arrays.stream(errors).map(e -> 100 * e).sorted().toArray();
        double[] part = new double[sorted.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = 100.0 * (i + 1) / part.length;
        }
        chart.addSeries(name, sorted, part);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
