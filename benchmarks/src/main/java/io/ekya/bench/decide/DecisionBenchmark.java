/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.decide;

import io.ekya.bench.simulate.SimulationSetting;
import io.ekya.bench.simulate.TraceGenerator;
import io.ekya.bench.simulate.TraceProblem;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Plans a first window with 18 retraining and 12 inference options per camera. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecisionBenchmark {
    private static final double SLACK = 1e-9;

    /** Name of the policy as on the command line. */
    @Param({"exact"})
    public String policy = "exact";

    /** Cameras and GPUs, such as {@code 10x8}. */
    @Param({"10x8"})
    public String site = "10x8";

    private Policy planner = Policies.named("exact");
    private SchedulingProblem problem =
            TraceProblem.first(TraceGenerator.generate(1, 1, 1, 200), SimulationSetting.of(1));
    private double bound;

    /** Generates the site. */
    @Setup
    public void generateSite() {
        int cross = site.indexOf('x');
        int cameras = Integer.parseInt(site.substring(0, cross));
        double gpus = Double.parseDouble(site.substring(cross + 1));
        planner = Policies.named(policy);
        problem =
                TraceProblem.first(
                        TraceGenerator.generate(1, cameras, 1, 200), SimulationSetting.of(gpus));
        bound = Policies.named("upper-bound").plan(problem).estimatedAccuracy();
    }

    /** Plans and checks that the estimate does not exceed the upper bound. */
    @Benchmark
    public Plan plan() {
        Plan plan = planner.plan(problem);
        if (!(plan.estimatedAccuracy() > 0 && plan.estimatedAccuracy() <= bound + SLACK)) {
            throw new IllegalStateException(
                    "the estimate must be above 0 and at most the "
                            + "upper bound, but is "
                            + plan.estimatedAccuracy());
        }
        return plan;
    }
}
