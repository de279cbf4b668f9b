/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.bench.simulate.TraceStudents.Student;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.RunningRetraining;
import io.ekya.schedule.Decision;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Simulates windows as in the job: the last shares stay in effect until labels are available, then
 * the site is plan, the plan's first phase is executed until a retraining ends, and the site is
 * replanned. A retraining that is unfinished at the window's end continues as the running one. A
 * camera's next window starts with the student it actually serves.
 */
final class Simulation {
    private static final double DONE = 1e-6;

    private final Trace trace;
    private final Policy policy;
    private final UnaryOperator<Decision> lastStep;
    private final TraceStudents students;
    private final TraceProblem problems;
    private final double windowSeconds;
    private final List<Student> serving = new ArrayList<>();
    private final List<Double> windowAccuracy = new ArrayList<>();
    private final List<Double> decisionMillis = new ArrayList<>();
    private int retrainings;
    private int window;
    private double gained;

    Simulation(Trace trace, SimulationSetting setting, Policy policy) {
        this(trace, setting, policy, UnaryOperator.identity());
    }

    /**
     * @param lastStep applied to each decision before it is executed, such as {@link
     *     io.ekya.schedule.Placement}
     */
    Simulation(
            Trace trace,
            SimulationSetting setting,
            Policy policy,
            UnaryOperator<Decision> lastStep) {
        this.lastStep = lastStep;
        this.trace = trace;
        this.policy = policy;
        this.students = new TraceStudents(trace);
        this.problems = new TraceProblem(trace, setting, students);
        this.windowSeconds = trace.header().windowSeconds();
        trace.cameras().forEach(camera -> serving.add(Student.FIRST));
    }

    PlayedTrace play() {
        List<Optional<RunningRetraining>> running = new ArrayList<>();
        trace.cameras().forEach(camera -> running.add(Optional.empty()));
        Plan.Phase current = inferenceOnly(running);
        for (window = 0; window < trace.windows(); window++) {
            gained = 0;
            SchedulingProblem problem = afterLabelling(withoutLabels(running), current);
            Decision decision = plan(problem);
            while (decision.secondsToNextEnd() < decision.problem().windowSeconds() - DONE) {
                decision = plan(advance(decision, decision.secondsToNextEnd()));
            }
            double left = decision.problem().windowSeconds();
            gained += left * accuracy(decision);
            carryOver(decision, left, running);
            current = continuedPhase(decision, running);
            windowAccuracy.add(gained / (windowSeconds * Math.max(1, serving.size())));
        }
        return new PlayedTrace(windowAccuracy, decisionMillis, retrainings);
    }

    private Plan.Phase inferenceOnly(List<Optional<RunningRetraining>> nothing) {
        Policy policy = Policies.named("no-retraining");
        return policy.plan(withoutLabels(nothing)).phases().get(0);
    }

    private SchedulingProblem withoutLabels(List<Optional<RunningRetraining>> running) {
        return problems.problem(window, windowSeconds, serving, running, false);
    }

    /**
     * Continues with the last shares until labels are available, including the ends of retrainings.
     */
    private SchedulingProblem afterLabelling(SchedulingProblem start, Plan.Phase current) {
        double leftAfter = windowSeconds - labellingSeconds();
        SchedulingProblem problem = start;
        while (problem.windowSeconds() > leftAfter + DONE) {
            Decision decision = Decision.of(problem, current);
            double most = problem.windowSeconds() - leftAfter;
            problem = advance(decision, Math.min(most, decision.secondsToNextEnd()));
        }
        List<Optional<RunningRetraining>> running =
                problem.cameras().stream().map(CameraProfile::running).toList();
        return problems.problem(window, problem.windowSeconds(), serving, running, true);
    }

    private double labellingSeconds() {
        return trace.cameras().stream()
                .mapToDouble(camera -> camera.windows().get(window).labellingSeconds())
                .max()
                .orElse(0);
    }

    private Decision plan(SchedulingProblem problem) {
        long start = System.nanoTime();
        Plan plan = policy.plan(problem);
        decisionMillis.add((System.nanoTime() - start) / 1e6);
        return lastStep.apply(Decision.of(problem, plan));
    }

    /** Advances the time; cameras whose retraining has ended serve the new student. */
    private SchedulingProblem advance(Decision decision, double seconds) {
        gained += seconds * accuracy(decision);
        SchedulingProblem after = decision.after(seconds);
        for (int c = 0; c < serving.size(); c++) {
            CameraProfile camera = after.cameras().get(c);
            Optional<RunningRetraining> job = camera.running();
            if (job.isPresent() && job.get().remainingGpuSeconds() <= DONE) {
                serving.set(c, TraceProblem.student(job.get().id(), window));
                retrainings++;
                after =
                        after.withStudent(
                                camera.id(), students.accuracy(c, serving.get(c), window));
            }
        }
        return after;
    }

    /** Returns the sum of the cameras' true accuracies. */
    private double accuracy(Decision decision) {
        double sum = 0;
        for (int c = 0; c < serving.size(); c++) {
            String option = decision.orders().get(c).inferenceOption().orElse("");
            for (Trace.Inference inference :
                    trace.cameras().get(c).windows().get(window).inference()) {
                if (inference.id().equals(option)) {
                    sum += inference.factor() * students.accuracy(c, serving.get(c), window);
                }
            }
        }
        return sum;
    }

    /**
     * Keeps running retrainings for the next window, with ids that include the window they were
     * started in.
     */
    private void carryOver(
            Decision decision, double seconds, List<Optional<RunningRetraining>> running) {
        for (int c = 0; c < serving.size(); c++) {
            Decision.Order order = decision.orders().get(c);
            running.set(c, order.job().map(job -> renamed(job.after(seconds, order.speed()))));
        }
    }

    private RunningRetraining renamed(RunningRetraining job) {
        String id = TraceProblem.carriedId(TraceProblem.student(job.id(), window));
        return new RunningRetraining(id, job.remainingGpuSeconds(), job.accuracy());
    }

    /** Returns a phase with the same shares and the retrainings' new ids. */
    private static Plan.Phase continuedPhase(
            Decision decision, List<Optional<RunningRetraining>> running) {
        List<Plan.Share> shares = new ArrayList<>();
        for (int c = 0; c < running.size(); c++) {
            Decision.Order order = decision.orders().get(c);
            shares.add(
                    new Plan.Share(
                            order.camera(),
                            order.inferenceOption(),
                            order.inferenceShare(),
                            running.get(c).map(RunningRetraining::id),
                            order.retrainingShare()));
        }
        return new Plan.Phase(0, shares);
    }
}
