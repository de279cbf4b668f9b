package io.ekya.bench.simulate;

import io.ekya.bench.simulate.Students.Student;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays windows as the job would: until the labels are there the last shares stay in force, then
 * the site is planned, the plan's first phase is carried out up to the next end of a retraining,
 * and the site is planned again. A retraining unfinished at the window's end goes on as the running
 * one. A camera's next window starts from the student it really has.
 */
final class Simulation {
    private static final double DONE = 1e-6;

    private final Trace trace;
    private final Policy policy;
    private final Students students;
    private final TraceProblem problems;
    private final double windowSeconds;
    private final List<Student> serving = new ArrayList<>();
    private final List<Double> windowAccuracy = new ArrayList<>();
    private final List<Double> decisionMillis = new ArrayList<>();
    private int retrainings;
    private int window;
    private double gained;

    Simulation(Trace trace, Setting setting, Policy policy) {
        this.trace = trace;
        this.policy = policy;
        this.students = new Students(trace);
        this.problems = new TraceProblem(trace, setting, students);
        this.windowSeconds = trace.header().windowSeconds();
        trace.cameras().forEach(camera -> serving.add(Student.FIRST));
    }

    Played play() {
        List<Optional<CameraProfile.RunningRetraining>> running = new ArrayList<>();
        trace.cameras().forEach(camera -> running.add(Optional.empty()));
        Optional<Plan.Phase> inForce = Optional.empty();
        for (window = 0; window < trace.windows(); window++) {
            gained = 0;
            SchedulingProblem problem =
                    problems.problem(window, windowSeconds, serving, running, false);
            Plan.Phase phase =
                    inForce.orElseGet(
                            () ->
                                    Policies.named("no-retraining")
                                            .plan(firstProblem())
                                            .phases()
                                            .get(0));
            problem = until(problem, phase, windowSeconds - labellingSeconds());
            problem =
                    problems.problem(
                            window, problem.windowSeconds(), serving, runningOf(problem), true);
            phase = planned(problem);
            double left = problem.windowSeconds();
            while (left > DONE) {
                double seconds = secondsToNextEnd(problem, phase);
                boolean ends = seconds < left;
                if (!ends) {
                    gained += left * accuracy(phase);
                    remember(problem, phase, left, running);
                    break;
                }
                problem = advance(problem, phase, seconds);
                left = problem.windowSeconds();
                phase = planned(problem);
            }
            if (left <= DONE) {
                remember(problem, phase, 0, running);
            }
            inForce = Optional.of(carriedOn(phase, running));
            windowAccuracy.add(gained / (windowSeconds * Math.max(1, serving.size())));
        }
        return new Played(windowAccuracy, decisionMillis, retrainings);
    }

    private SchedulingProblem firstProblem() {
        List<Optional<CameraProfile.RunningRetraining>> nothing = new ArrayList<>();
        trace.cameras().forEach(camera -> nothing.add(Optional.empty()));
        return problems.problem(0, windowSeconds, serving, nothing, false);
    }

    private double labellingSeconds() {
        return trace.cameras().stream()
                .mapToDouble(camera -> camera.windows().get(window).labellingSeconds())
                .max()
                .orElse(0);
    }

    private Plan.Phase planned(SchedulingProblem problem) {
        long start = System.nanoTime();
        Plan plan = policy.plan(problem);
        decisionMillis.add((System.nanoTime() - start) / 1e6);
        return plan.phases().get(0);
    }

    /** Carries a phase out until so many seconds are left, ends of retrainings included. */
    private SchedulingProblem until(SchedulingProblem start, Plan.Phase phase, double leftAfter) {
        SchedulingProblem problem = start;
        while (problem.windowSeconds() > leftAfter + DONE) {
            double most = problem.windowSeconds() - leftAfter;
            problem = advance(problem, phase, Math.min(most, secondsToNextEnd(problem, phase)));
        }
        return problem;
    }

    private SchedulingProblem advance(SchedulingProblem problem, Plan.Phase phase, double seconds) {
        gained += seconds * accuracy(phase);
        SchedulingProblem after = problem.after(phase, seconds);
        for (int c = 0; c < serving.size(); c++) {
            CameraProfile camera = after.cameras().get(c);
            Optional<CameraProfile.RunningRetraining> job = camera.running();
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

    /** Sum over cameras of what is really reached each second. */
    private double accuracy(Plan.Phase phase) {
        double sum = 0;
        for (int c = 0; c < serving.size(); c++) {
            String option = phase.cameras().get(c).inferenceOption().orElse("");
            for (Trace.Inference inference :
                    trace.cameras().get(c).windows().get(window).inference()) {
                if (inference.id().equals(option)) {
                    sum += inference.factor() * students.accuracy(c, serving.get(c), window);
                }
            }
        }
        return sum;
    }

    private double secondsToNextEnd(SchedulingProblem problem, Plan.Phase phase) {
        double next = Double.POSITIVE_INFINITY;
        for (int c = 0; c < serving.size(); c++) {
            Plan.Share share = phase.cameras().get(c);
            if (share.retraining().isPresent() && share.retrainingShare() > 0) {
                double left = gpuSeconds(problem.cameras().get(c), share.retraining().get());
                next = Math.min(next, left / share.retrainingShare());
            }
        }
        return next;
    }

    private static double gpuSeconds(CameraProfile camera, String id) {
        return camera.running()
                .filter(r -> r.id().equals(id))
                .map(CameraProfile.RunningRetraining::remainingGpuSeconds)
                .or(
                        () ->
                                camera.retraining().stream()
                                        .filter(o -> o.id().equals(id))
                                        .findFirst()
                                        .map(CameraProfile.RetrainingOption::gpuSeconds))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Keeps what runs at the window's end, under a name that says when it was started. */
    private void remember(
            SchedulingProblem problem,
            Plan.Phase phase,
            double left,
            List<Optional<CameraProfile.RunningRetraining>> running) {
        for (int c = 0; c < serving.size(); c++) {
            Plan.Share share = phase.cameras().get(c);
            CameraProfile camera = problem.cameras().get(c);
            running.set(
                    c,
                    share.retraining()
                            .filter(id -> share.retrainingShare() > 0)
                            .map(id -> carried(camera, id, left * share.retrainingShare())));
        }
    }

    /** The same shares, retrainings under the names they go on with. */
    private static Plan.Phase carriedOn(
            Plan.Phase phase, List<Optional<CameraProfile.RunningRetraining>> running) {
        List<Plan.Share> shares = new ArrayList<>();
        for (int c = 0; c < running.size(); c++) {
            Plan.Share share = phase.cameras().get(c);
            shares.add(
                    new Plan.Share(
                            share.id(),
                            share.inferenceOption(),
                            share.inferenceShare(),
                            running.get(c).map(CameraProfile.RunningRetraining::id),
                            share.retrainingShare()));
        }
        return new Plan.Phase(0, shares);
    }

    private CameraProfile.RunningRetraining carried(CameraProfile camera, String id, double done) {
        Student student = TraceProblem.student(id, window);
        return new CameraProfile.RunningRetraining(
                TraceProblem.carriedId(student), Math.max(0, gpuSeconds(camera, id) - done), 0);
    }

    private static List<Optional<CameraProfile.RunningRetraining>> runningOf(
            SchedulingProblem problem) {
        return problem.cameras().stream().map(CameraProfile::running).toList();
    }
}
