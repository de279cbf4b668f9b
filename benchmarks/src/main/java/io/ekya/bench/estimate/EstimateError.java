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
     * Budget relative to the cost of retraining with every configuration, which is measured on this
     * machine first. The serving student is judged in addition to it.
     */
    private static final double BUDGET = 1 / 110.0;

    private static final double MOST_ERROR = 0.058;
    private static final double MOST_COST = 1 / 50.0;
    private static final double MOST_REGRET = 0.02;
    private static final double MOST_SECONDS_ERROR = 0.2;
    private static final double WARM_UP_SECONDS = 3;
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
        Measured measured = new Measured();
        try (Classifier teacher = new DjlLearner().open(BaseModels.teacher())) {
            Truths truths = Truths.open(file);
            List<RetrainingConfiguration> configurations = configurations(quick);
            int windows = quick ? QUICK_WINDOWS : WINDOWS;
            Cameras cameras = new Cameras(teacher, windows, configurations, truths, folder);
            if (quick) {
                try (ProfiledCamera camera = cameras.on(FIRST_STREET)) {
                    measured.add(camera, FIRST_STREET, budget(camera), windows - 1);
                }
            } else {
                double budget;
                try (ProfiledCamera camera = cameras.on(FIRST_STREET - 1)) {
                    budget = budget(camera);
                }
                for (long street = FIRST_STREET; street < FIRST_STREET + STREETS; street++) {
                    try (ProfiledCamera camera = cameras.on(street)) {
                        measured.add(camera, street, budget, windows);
                    }
                }
            }
        } finally {
            remove(folder);
        }
        if (!quick) {
            plot(measured.estimates);
        }
        return result(measured, quick);
    }

    /** Warms the camera up; returns the budget of a micro-profile on this machine, seconds. */
    private static double budget(ProfiledCamera camera) throws InterruptedException {
        double budget = BUDGET * camera.warmUp(WARM_UP_SECONDS);
        System.out.printf(Locale.ROOT, "budget: %.3f s of this machine%n", budget);
        return budget;
    }

    /** What was measured on all streets. */
    private static final class Measured {
        private final List<Estimate> estimates = new ArrayList<>();
        private final List<Double> retrainings = new ArrayList<>();
        private double timedProfiles;

        void add(ProfiledCamera camera, long street, double budget, int windows)
                throws IOException, InterruptedException {
            for (int w = 0; w < windows; w++) {
                List<Estimate> window = camera.next(budget);
                estimates.addAll(window);
                print(street, w, window);
            }
            timedProfiles += camera.timedProfileSeconds();
            retrainings.addAll(camera.errorsOfRetrainings());
        }

        double errorOfRetrainings() {
            double[] sorted =
                    retrainings.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        }
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

    private static BenchResult result(Measured measured, boolean quick) {
        Errors errors = new Errors(measured.estimates);
        double median = errors.median(Estimate::error);
        double start = errors.median(Estimate::errorOfStart);
        double before = errors.median(Estimate::errorOfBefore);
        Errors timed = errors.timed();
        double cost = measured.timedProfiles / timed.sum(e -> e.cost().trainSeconds());
        double seconds = timed.median(Estimate::errorOfSeconds);
        return new BenchResult()
                .figure("estimates", Integer.toString(errors.count()))
                .figure("median_error", median)
                .figure("mean_error", errors.mean(Estimate::error))
                .figure("p90_error", errors.quantile(Estimate::error, 0.9))
                .figure("bias", errors.mean(e -> e.estimated() - e.truth()))
                .figure(
                        "within_error_bar",
                        errors.mean(e -> e.error() <= e.accuracyError() ? 1 : 0))
                .figure("log_deviation", Math.sqrt(errors.mean(e -> Math.pow(e.logOfErrors(), 2))))
                .figure("start_error", start)
                .figure("last_window_error", before)
                .figure("regret", errors.regret())
                .figure("tau", errors.tau())
                .figure("cost", cost)
                .figure("timed", Integer.toString(timed.count()))
                .figure("seconds_error", seconds)
                .figure("retraining_seconds_error", measured.errorOfRetrainings())
                .check(quick || median <= MOST_ERROR, "median error at most 5.8 points")
                .check(quick || median < start, "better than the start accuracy")
                .check(quick || median < before, "better than the previous window's result")
                .check(quick || errors.regret() <= MOST_REGRET, "regret at most 2 points")
                .check(
                        quick || seconds <= MOST_SECONDS_ERROR,
                        "median error of the seconds at most 20 %")
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
