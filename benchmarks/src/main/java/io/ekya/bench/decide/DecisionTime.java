package io.ekya.bench.decide;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Decision times, medians of a warm JVM by JMH, against what was promised for two sizes, and their
 * growth with cameras and GPUs as a plot.
 */
public final class DecisionTime implements Bench {
    private static final String SMALL = "10x8";
    private static final String LARGE = "1000x100";

    private static final List<String> SITES =
            List.of(
                    SMALL, "3x1", "10x1", "10x2", "10x4", "10x16", "30x3", "100x10", "300x30",
                    LARGE);

    private record Key(String policy, String site) {}

    @Override
    public String name() {
        return "decision-time";
    }

    @Override
    public String description() {
        return "time a policy takes, 3 to 1,000 cameras (JMH, median of a warm JVM)";
    }

    @Override
    public BenchResult run(boolean quick) throws RunnerException, IOException {
        Map<Key, Double> millis = new LinkedHashMap<>();
        if (quick) {
            measure(List.of("thief(0.1)", "exact", "relay"), List.of(SMALL), true, millis);
        } else {
            measure(List.of("thief(0.1)", "exact", "relay"), SITES, false, millis);
            measure(List.of("thief-reuse(0.1)"), List.of("3x1", "10x1", SMALL), false, millis);
        }
        millis.forEach(
                (key, median) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-18s %-10s %10.3f ms%n",
                                key.policy,
                                key.site,
                                median));
        BenchResult result = new BenchResult();
        promise(result, millis, "thief(0.1)", SMALL, 10, quick);
        promise(result, millis, "exact", SMALL, 10, quick);
        promise(result, millis, "relay", SMALL, 50, quick);
        if (!quick) {
            promise(result, millis, "exact", LARGE, 500, false);
            promise(result, millis, "relay", LARGE, 2000, false);
            plot(millis);
        }
        return result;
    }

    private static void promise(
            BenchResult result,
            Map<Key, Double> millis,
            String policy,
            String site,
            double most,
            boolean quick) {
        double median = millis.getOrDefault(new Key(policy, site), Double.NaN);
        result.figure("%s_%s_ms".formatted(policy.replaceAll("\\(.*", ""), site), median);
        result.check(
                quick ? median > 0 : median < most,
                "%s decides on %s within %.0f ms".formatted(policy, site, most));
    }

    private static void measure(
            List<String> policies, List<String> sites, boolean quick, Map<Key, Double> into)
            throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        .param("policy", policies.toArray(String[]::new))
                        .param("site", sites.toArray(String[]::new))
                        .forks(quick ? 0 : 1)
                        .jvmArgsAppend("-Xmx1g")
                        .warmupIterations(quick ? 1 : 4)
                        .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
                        .measurementIterations(quick ? 1 : 3)
                        .measurementTime(TimeValue.milliseconds(quick ? 200 : 1000))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        for (RunResult run : new Runner(options.build()).run()) {
            into.put(
                    new Key(run.getParams().getParam("policy"), run.getParams().getParam("site")),
                    run.getPrimaryResult().getStatistics().getPercentile(50));
        }
    }

    private static void plot(Map<Key, Double> millis) throws IOException {
        Path folder = Files.createDirectories(Path.of("out"));
        chart(millis, "cameras", "Decision time, a GPU for ten cameras", "(3x1|.*0x.*)", 0)
                .write(folder, "decision-time-cameras");
        chart(millis, "GPUs", "Decision time, ten cameras", "10x.*", 1)
                .write(folder, "decision-time-gpus");
        List<String> lines = new ArrayList<>(List.of("policy,site,median_ms"));
        millis.forEach((key, median) -> lines.add(key.policy + "," + key.site + "," + median));
        Files.write(folder.resolve("decision-time.csv"), lines);
    }

    private record Drawing(XYChart chart) {
        void write(Path folder, String name) throws IOException {
            BitmapEncoder.saveBitmap(
                    chart, folder.resolve(name + ".png").toString(), BitmapFormat.PNG);
        }
    }

    private static Drawing chart(
            Map<Key, Double> millis, String axis, String title, String sites, int number) {
        XYChart chart =
                new XYChartBuilder()
                        .width(800)
                        .height(500)
                        .title(title)
                        .xAxisTitle(axis)
                        .yAxisTitle("ms")
                        .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        Map<String, TreeMap<Double, Double>> lines = new LinkedHashMap<>();
        millis.forEach(
                (key, median) -> {
                    String[] size = key.site.split("x", -1);
                    boolean tenCameras = size[0].equals("10") && !key.site.equals("10x1");
                    if (key.site.matches(sites) && (number == 1 || !tenCameras)) {
                        lines.computeIfAbsent(key.policy, p -> new TreeMap<>())
                                .put(Double.parseDouble(size[number]), median);
                    }
                });
        lines.forEach(
                (policy, points) ->
                        chart.addSeries(
                                policy,
                                points.keySet().stream().mapToDouble(d -> d).toArray(),
                                points.values().stream().mapToDouble(d -> d).toArray()));
        return new Drawing(chart);
    }
}
