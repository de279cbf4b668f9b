package io.ekya.app.report;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a run did all that its configuration asked for; what is missing, in words. */
public final class RunCheck {
    private final Path folder;
    private final RunData run;
    private final List<String> problems = new ArrayList<>();

    private RunCheck(Path folder) {
        this.folder = folder;
        this.run = RunData.read(folder);
    }

    /**
     * Looks at a run's folder: a result with frames and answers for each camera and window, labels
     * and a micro-profile for each camera, the device ledger, and the report. Empty where all is
     * there.
     */
    public static List<String> problems(Path folder) throws IOException {
        RunCheck check = new RunCheck(folder);
        Optional<JobConfig> config = check.run.config();
        if (config.isEmpty()) {
            return List.of("config.yaml is missing or cannot be read");
        }
        for (CameraConfig camera : config.get().cameras()) {
            check.camera(camera.id(), config.get().window().count());
        }
        check.device();
        check.report(config.get());
        return check.problems;
    }

    /** Whether a folder holds a complete run of just this configuration. */
    public static boolean isRunOf(JobConfig config, Path folder) throws IOException {
        return RunData.read(folder).config().equals(Optional.of(config))
                && problems(folder).isEmpty();
    }

    private void camera(String camera, int count) {
        List<WindowResult> windows = run.windowsOf(camera);
        if (windows.size() < Math.max(1, count)) {
            problems.add("%s: %d of %d windows".formatted(camera, windows.size(), count));
        }
        for (WindowResult w : windows) {
            if (w.frames() == 0 || w.analysed() == 0) {
                problems.add(
                        "%s, window %d: %d frames, %d analysed"
                                .formatted(camera, w.window(), w.frames(), w.analysed()));
            }
        }
        if (windows.stream().allMatch(w -> w.labels() == 0)) {
            problems.add(camera + ": nothing was labelled");
        }
        boolean profiled =
                run.events().stream()
                        .anyMatch(e -> camera.equals(e.camera()) && e.kind() == EventKind.PROFILED);
        if (windows.size() > 1 && !profiled) {
            problems.add(camera + ": no micro-profile");
        }
    }

    private void device() {
        double most = RunSummary.of(folder).deviceRatio();
        if (!(most <= DeviceUse.LIMIT)) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "models used %.2f of gpus x elapsed in a window; %.2f is the most",
                            most,
                            DeviceUse.LIMIT));
        }
    }

    private void report(JobConfig config) throws IOException {
        Path report = folder.resolve("report.html");
        String text = Files.exists(report) ? Files.readString(report) : "";
        for (CameraConfig camera : config.cameras()) {
            if (!text.contains(camera.id())) {
                problems.add("report.html does not show " + camera.id());
            }
        }
    }
}
