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
import java.util.Random;

/**
 * Plays windows as the job would: until the labels are there the last shares stay in force, then
 * the site is planned, the plan's first phase is carried out up to the next end of a retraining,
 * and the site is planned again. A retraining unfinished at the window's end goes on as the running
 * one. A camera's next window starts from the student it really has.
 */
final class Simulation {
    private static final double DONE = 1e-6;
    private static final String TRAINED_IN = "@";

    private final Trace trace;
    private final Setting setting;
    private final Policy policy;
    private final Students students;
    private final double windowSeconds;
    private final List<Student> serving = new ArrayList<>();
    private final List<Double> windowAccuracy = new ArrayList<>();
    private final List<Double> decisionMillis = new ArrayList<>();
    private int retrainings;
    private int window;
    private double gained;

    Simulation(Trace trace, Setting setting, Policy policy) {
        this.trace = trace;
        this.setting = setting;
        this.policy = policy;
        this.students = new Students(trace);
        this.windowSeconds = trace.header().windowSeconds();
        trace.cameras().forEach(camera -> serving.add(Student.FIRST));
    }

    Played play() {
        List<Optional<CameraProfile.RunningRetraining>> running = new ArrayList<>();
        trace.cameras().forEach(camera -> running.add(Optional.empty()));
        Optional<Plan.Phase> inForce = Optional.empty();
        for (window = 0; window < trace.windows(); window++) {
            gained = 0;
            SchedulingProblem problem = problem(windowSeconds, running, false);
            Plan.Phase phase =
                    inForce.orElseGet(
                            () ->
                                    Policies.named("no-retraining")
                                            .plan(firstProblem())
                                            .phases()
                                            .get(0));
            problem = until(problem, phase, windowSeconds - labellingSeconds());
            problem = problem(problem.windowSeconds(), runningOf(problem), true);
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
        return problem(windowSeconds, nothing, false);
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
                serving.set(c, student(job.get().id()));
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
        Student student = student(id);
        return new CameraProfile.RunningRetraining(
                student.configuration() + TRAINED_IN + student.window(),
                Math.max(0, gpuSeconds(camera, id) - done),
                0);
    }

    private Student student(String id) {
        int at = id.indexOf(TRAINED_IN);
        return at < 0
                ? new Student(window, id)
                : new Student(Integer.parseInt(id.substring(at + 1)), id.substring(0, at));
    }

    private static List<Optional<CameraProfile.RunningRetraining>> runningOf(
            SchedulingProblem problem) {
        return problem.cameras().stream().map(CameraProfile::running).toList();
    }

    private SchedulingProblem problem(
            double seconds,
            List<Optional<CameraProfile.RunningRetraining>> running,
            boolean labelled) {
        List<CameraProfile> cameras = new ArrayList<>();
        for (int c = 0; c < serving.size(); c++) {
            cameras.add(profile(c, running.get(c), labelled));
        }
        return new SchedulingProblem(
                setting.gpus(), setting.quantum(), seconds, setting.minAccuracy(), 0, 0, cameras);
    }

    private CameraProfile profile(
            int c, Optional<CameraProfile.RunningRetraining> running, boolean labelled) {
        Trace.Window offered = trace.cameras().get(c).windows().get(window);
        return new CameraProfile(
                trace.cameras().get(c).id(),
                students.accuracy(c, serving.get(c), window),
                offered.inference().stream()
                        .map(i -> new CameraProfile.InferenceOption(i.id(), i.gpus(), i.factor()))
                        .toList(),
                labelled ? offered.training().stream().map(t -> option(c, t)).toList() : List.of(),
                running.map(
                        r ->
                                new CameraProfile.RunningRetraining(
                                        r.id(),
                                        r.remainingGpuSeconds(),
                                        seen(c, student(r.id())))));
    }

    private CameraProfile.RetrainingOption option(int camera, Trace.Training training) {
        return new CameraProfile.RetrainingOption(
                training.configuration(),
                training.gpuSeconds(),
                seen(camera, new Student(window, training.configuration())));
    }

    /** The accuracy that policies believe in. */
    private double seen(int camera, Student student) {
        Trace.Training training = students.training(camera, student);
        double accuracy =
                setting.profiled()
                        ? training.estimatedAccuracy()
                        : students.accuracy(camera, student, window);
        if (setting.error() > 0) {
            long seed = trace.header().seed() * 31 + student.hashCode() * 1009L + camera;
            accuracy += setting.error() * new Random(seed).nextGaussian();
        }
        return Math.max(0, Math.min(1, accuracy));
    }
}
