/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
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

/** Checks that a run produced everything that its configuration specifies. */
public final class RunCheck {
    private final Path folder;
    private final RunData run;
    private final List<String> problems = new ArrayList<>();

    private RunCheck(Path folder) {
        this.folder = folder;
        this.run = RunData.read(folder);
    }

    /**
     * Checks a run's folder: a result with analysed frames for each camera and window, labels and a
     * micro-profile for each camera (unless cameras could change during the run), the device
     * budget, and the report.
     *
     * @return one message per problem; empty if the run is complete
     */
    public static List<String> problems(Path folder) throws IOException {
        RunCheck check = new RunCheck(folder);
        Optional<JobConfig> config = check.run.config();
        if (config.isEmpty()) {
            return List.of("config.yaml is missing or cannot be read");
        }
        if (!config.get().changesCameras()) {
            for (CameraConfig camera : config.get().cameras()) {
                check.checkCamera(camera.id(), config.get().window().count());
            }
        }
        check.checkDevice();
        check.checkReport();
        return check.problems;
    }

    /** Returns whether a folder contains a complete run of exactly this configuration. */
    public static boolean isRunOf(JobConfig config, Path folder) throws IOException {
        return RunData.read(folder).config().equals(Optional.of(config))
                && problems(folder).isEmpty();
    }

    private void checkCamera(String camera, int count) {
        List<WindowResult> windows = run.windowsOf(camera);
        if (windows.size() < Math.max(1, count)) {
            problems.add("%s: %d of %d windows".formatted(camera, windows.size(), count));
        }
        for (WindowResult w : windows) {
            if (w.frames().delivered() == 0 || w.frames().analysed() == 0) {
                problems.add(
                        "%s, window %d: %d frames, %d analysed"
                                .formatted(
                                        camera,
                                        run.numberInRun(w.window()),
                                        w.frames().delivered(),
                                        w.frames().analysed()));
            }
        }
        if (windows.stream().allMatch(w -> w.labels().labels() == 0)) {
            problems.add(camera + ": no labels");
        }
        boolean profiled =
                run.events().stream()
                        .anyMatch(e -> camera.equals(e.camera()) && e.kind() == EventKind.PROFILED);
        if (windows.size() > 1 && !profiled) {
            problems.add(camera + ": no micro-profile");
        }
    }

    private void checkDevice() {
        double ratio = RunSummary.of(folder).deviceRatio();
        if (!(ratio <= DeviceUse.MAX_RATIO)) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "models used %.2f x gpus x elapsed in a window; the limit is %.2f",
                            ratio,
                            DeviceUse.MAX_RATIO));
        }
    }

    private void checkReport() throws IOException {
        Path report = folder.resolve("report.html");
        String text = Files.exists(report) ? Files.readString(report) : "";
        for (String camera : run.cameras()) {
            if (!text.contains(camera)) {
                problems.add("report.html does not show " + camera);
            }
        }
    }
}
