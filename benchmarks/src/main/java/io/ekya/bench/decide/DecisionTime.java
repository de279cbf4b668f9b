/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.decide;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures decision times (medians of a warm JVM, by JMH), checks them for two sizes, and plots
 * their growth with cameras and GPUs.
 */
public final class DecisionTime implements Bench {
    private static final String SMALL = "10x8";
    private static final String LARGE = "1000x100";

    private static final List<String> SITES =
            List.of(
                    "3x1", "10x1", "10x2", "10x4", SMALL, "10x16", "30x3", "100x10", "300x30",
                    LARGE);
    private static final List<String> SITES_OF_SLOW_POLICIES =
            List.of("3x1", "10x1", SMALL, "30x3");

    @Override
    public String name() {
        return "decision-time";
    }

    @Override
    public String description() {
        return "Decision time of policies for 3 to 1,000 cameras (JMH, median of a warm JVM)";
    }

    @Override
    public BenchResult run(boolean quick) throws RunnerException, IOException {
        DecisionTimes times = new DecisionTimes();
        if (quick) {
            measure(List.of("thief(0.1)", "exact", "relay"), List.of(SMALL), true, times);
        } else {
            measure(List.of("thief(0.1)", "exact", "relay"), SITES, false, times);
            measure(
                    List.of("thief-reuse(0.1)", "thief-published(0.1)"),
                    SITES_OF_SLOW_POLICIES,
                    false,
                    times);
            times.write(
                    Path.of("out"),
                    "Created by `./ekya bench decision-time`; " + Provenance.line() + ".");
        }
        System.out.println(times.table());
        BenchResult result = new BenchResult();
        check(result, times, "thief(0.1)", SMALL, quick ? 1000 : 10);
        check(result, times, "exact", SMALL, quick ? 1000 : 10);
        check(result, times, "relay", SMALL, quick ? 5000 : 50);
        if (!quick) {
            check(result, times, "exact", LARGE, 500);
            check(result, times, "relay", LARGE, 2000);
        }
        return result;
    }

    private static void check(
            BenchResult result, DecisionTimes times, String policy, String site, double most) {
        double median = times.median(policy, site);
        result.figure("%s_%s_ms".formatted(policy.replaceAll("\\(.*", ""), site), median);
        result.check(
                median < most, "%s decides on %s within %.0f ms".formatted(policy, site, most));
    }

    private static void measure(
            List<String> policies, List<String> sites, boolean quick, DecisionTimes into)
            throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        .param("policy", policies.toArray(String[]::new))
                        .param("site", sites.toArray(String[]::new))
                        .forks(quick ? 0 : 1)
                        .jvmArgsAppend("-Xmx1g")
                        .warmupIterations(quick ? 1 : 3)
                        .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
                        .measurementIterations(quick ? 1 : 3)
                        .measurementTime(TimeValue.milliseconds(quick ? 200 : 1000))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        for (RunResult run : new Runner(options.build()).run()) {
            into.put(
                    run.getParams().getParam("policy"),
                    run.getParams().getParam("site"),
                    run.getPrimaryResult().getStatistics());
        }
    }
}
