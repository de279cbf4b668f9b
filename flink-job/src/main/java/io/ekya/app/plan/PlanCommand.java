/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import io.ekya.schedule.InvalidProblemException;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ekya plan}: plans one scheduling problem from a file with one policy. */
@Command(
        name = "plan",
        description =
                "Plan a scheduling problem: the retraining, inference configuration and GPU shares of"
                        + " each camera.")
public final class PlanCommand implements Subcommand {
    private static final int USAGE_ERROR = 2;

    @Spec CommandSpec spec;

    @Parameters(
            paramLabel = "PROBLEM",
            description =
                    "Problem file in JSON, such as conf/problem.json; - reads standard input.")
    String problemFile;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "relay",
            description =
                    "Scheduling policy, such as relay, exact, thief(0.05) or uniform(CONFIG,0.5)"
                            + " (default: ${DEFAULT-VALUE}).")
    String policyName;

    @Option(names = "--json", description = "Print JSON instead of a table and a chart.")
    boolean json;

    @Option(
            names = "--place",
            description =
                    "Also place each job on one GPU, with shares rounded to inverse powers of two, and"
                            + " report the accuracy lost by rounding.")
    boolean place;

    @Override
    public Integer call() {
        try {
            Policy policy = Policies.named(policyName);
            PlanReport report = report(policy, ProblemJson.read(content()));
            spec.commandLine().getOut().println(json ? report.json() : report.text());
            return 0;
        } catch (InvalidProblemException e) {
            spec.commandLine().getErr().println("ekya: " + problemFile + " cannot be planned:");
            e.problems().forEach(p -> spec.commandLine().getErr().println("  - " + p));
            return USAGE_ERROR;
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("ekya: " + e.getMessage());
            return USAGE_ERROR;
        }
    }

    private PlanReport report(Policy policy, SchedulingProblem problem) {
        long start = System.nanoTime();
        Plan plan = policy.plan(problem);
        double millis = (System.nanoTime() - start) / 1e6;
        double bound = Policies.named("upper-bound").plan(problem).estimatedAccuracy();
        Optional<PlacementReport> placement =
                place ? Optional.of(PlacementReport.of(policy, problem, plan)) : Optional.empty();
        return new PlanReport(problem, plan, bound, millis, placement);
    }

    private String content() {
        try {
            return problemFile.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(problemFile));
        } catch (IOException e) {
            throw new CommandFailure(
                    problemFile
                            + " cannot be read ("
                            + e
                            + "); give a problem file in JSON, or - for standard input",
                    e);
        }
    }
}
