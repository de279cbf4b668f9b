package io.ekya.schedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a problem goes on inside its window: time passes, retrainings advance and end. */
final class Progress {

    private Progress() {}

    static SchedulingProblem after(SchedulingProblem problem, Plan.Phase phase, double seconds) {
        if (!(seconds >= 0 && seconds < problem.windowSeconds())) {
            throw new IllegalArgumentException(
                    "seconds must be at least 0 and less than the %s that are left, but are %s"
                            .formatted(problem.windowSeconds(), seconds));
        }
        Map<String, Plan.Share> shares =
                phase.cameras().stream()
                        .collect(Collectors.toMap(Plan.Share::id, Function.identity()));
        return new SchedulingProblem(
                problem.gpus(),
                problem.quantum(),
                problem.windowSeconds() - seconds,
                problem.minAccuracy(),
                problem.reservedShare(),
                problem.terminalSeconds(),
                problem.cameras().stream()
                        .map(
                                camera -> {
                                    Plan.Share share = shares.get(camera.id());
                                    return share == null ? camera : after(camera, share, seconds);
                                })
                        .toList());
    }

    private static CameraProfile after(CameraProfile camera, Plan.Share share, double seconds) {
        Optional<CameraProfile.RunningRetraining> job =
                share.retraining().flatMap(id -> job(camera, id));
        if (job.isEmpty()) {
            return with(camera, camera.retraining(), Optional.empty());
        }
        CameraProfile.RunningRetraining before = job.get();
        double gpu = Math.min(1, share.retrainingShare());
        double done = seconds * camera.speed().map(curve -> curve.at(gpu)).orElse(gpu);
        boolean wasRunning = camera.running().filter(before::equals).isPresent();
        return with(
                camera,
                wasRunning ? camera.retraining() : List.of(),
                Optional.of(
                        new CameraProfile.RunningRetraining(
                                before.id(),
                                Math.max(0, before.remainingGpuSeconds() - done),
                                before.accuracy())));
    }

    private static Optional<CameraProfile.RunningRetraining> job(CameraProfile camera, String id) {
        Optional<CameraProfile.RunningRetraining> running =
                camera.running().filter(r -> r.id().equals(id));
        return running.isPresent()
                ? running
                : camera.retraining().stream()
                        .filter(option -> option.id().equals(id))
                        .findFirst()
                        .map(
                                o ->
                                        new CameraProfile.RunningRetraining(
                                                o.id(), o.gpuSeconds(), o.accuracy()));
    }

    static SchedulingProblem withStudent(SchedulingProblem problem, String id, double accuracy) {
        return problem.withCameras(
                problem.cameras().stream()
                        .map(
                                c ->
                                        c.id().equals(id)
                                                ? new CameraProfile(
                                                        id,
                                                        accuracy,
                                                        c.inference(),
                                                        List.of(),
                                                        Optional.empty(),
                                                        c.speed())
                                                : c)
                        .toList());
    }

    private static CameraProfile with(
            CameraProfile camera,
            List<CameraProfile.RetrainingOption> options,
            Optional<CameraProfile.RunningRetraining> running) {
        return new CameraProfile(
                camera.id(),
                camera.accuracy(),
                camera.inference(),
                options,
                running,
                camera.speed());
    }
}
