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

/** {@code ekya plan}: one scheduling problem from a file, planned by one policy. */
@Command(
        name = "plan",
        description =
                "Plan a scheduling problem: who is retrained with what, who gets which share.")
public final class PlanCommand implements Subcommand {
    private static final int WRONG = 2;

    @Spec CommandSpec spec;

    @Parameters(
            paramLabel = "PROBLEM",
            description = "A problem in JSON; - reads it from the standard input.")
    String problemFile;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "relay",
            description =
                    "Such as relay, exact, thief(0.05) or uniform(CONFIG,0.5); default relay.")
    String policyName;

    @Option(names = "--json", description = "Answer with JSON instead of a table and a chart.")
    boolean json;

    @Option(
            names = "--place",
            description =
                    "Also put each job on one GPU, shares rounded to inverse powers of two, and say"
                            + " what that costs.")
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
            return WRONG;
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("ekya: " + e.getMessage());
            return WRONG;
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
                    "cannot read " + problemFile + " (" + e + "); name a problem in JSON, or -", e);
        }
    }
}
