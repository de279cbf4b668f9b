/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import io.ekya.app.report.CameraProblems;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Shows a run on the terminal, using only its files: the outcome of each retraining, problems of
 * cameras, the results of each window, and a status line with a progress bar for the current
 * window.
 */
public final class ProgressView {
    private static final int BAR_WIDTH = 20;
    private static final int LINE_WIDTH = 150;
    private static final int MAX_CAMERAS = 6;

    private final JobConfig config;
    private final Terminal terminal;
    private final LongSupplier clock;
    private final ToDoubleFunction<WindowResult> deviceRatio;
    private final RunProgress progress;
    private final NewProblems problems;
    private final CameraNotices notices;
    private final WindowText text;
    private final List<String> cameras;
    private long lastPrinted = -1;

    /**
     * @param clock wall-clock time, milliseconds since the epoch
     * @param deviceRatio model CPU / (gpus x elapsed) during a window; NaN if not measured
     */
    public ProgressView(
            JobConfig config,
            Path folder,
            Terminal terminal,
            LongSupplier clock,
            ToDoubleFunction<WindowResult> deviceRatio) {
        this.config = config;
        this.terminal = terminal;
        this.clock = clock;
        this.deviceRatio = deviceRatio;
        this.progress = new RunProgress(folder);
        this.cameras = config.cameras().stream().map(CameraConfig::id).toList();
        CameraProblems all = new CameraProblems(config.window().pace());
        this.problems = new NewProblems(folder, cameras, all);
        this.notices = new CameraNotices(folder);
        this.text = new WindowText(progress, cameras, all);
    }

    /** Prints what is new and updates the status line. */
    public void refresh() {
        for (SidecarEvent e : progress.refresh()) {
            printOutcome(e);
        }
        notices.refresh().forEach(terminal::println);
        for (CameraProblems.Problem p : problems.refresh(progress.currentWindow())) {
            terminal.println(timestamp(p.timeMillis()) + p.camera() + ": " + p.counted());
        }
        for (Map.Entry<Long, Map<String, WindowResult>> w : progress.windows().entrySet()) {
            boolean complete =
                    !config.changesCameras() && w.getValue().keySet().containsAll(cameras);
            if (w.getKey() > lastPrinted
                    && (complete || w.getKey() < progress.windows().lastKey())) {
                printWindow(w.getKey(), w.getValue());
            }
        }
        terminal.showStatus(status());
    }

    /** Prints what remains, including incomplete windows, and removes the status line. */
    public void close() {
        refresh();
        progress.windows().tailMap(lastPrinted + 1).forEach(this::printWindow);
        terminal.showStatus("");
    }

    /** Number of windows with results. */
    public long windows() {
        return progress.windows().size();
    }

    private void printWindow(long number, Map<String, WindowResult> results) {
        lastPrinted = Math.max(lastPrinted, number);
        double ratio =
                results.values().stream()
                        .findFirst()
                        .map(deviceRatio::applyAsDouble)
                        .orElse(Double.NaN);
        text.of(progress.numberInRun(number), results, ratio).forEach(terminal::println);
    }

    private void printOutcome(SidecarEvent e) {
        if (e.camera() == null) {
            return;
        }
        Optional<Map.Entry<String, RetrainResult>> outcome =
                progress.outcome(e.camera(), e.timeMillis(), e.timeMillis() + 1);
        if (outcome.isPresent()) {
            String what = outcome.get().getValue().configuration();
            terminal.println(
                    timestamp(e.timeMillis())
                            + e.camera()
                            + ": "
                            + what
                            + " "
                            + WindowText.outcome(outcome.get()));
        }
    }

    private String timestamp(long timeMillis) {
        return progress.firstMillis()
                .map(first -> WindowText.format("[%4.0f s] ", (timeMillis - first) / 1000.0))
                .orElse("");
    }

    private String status() {
        if (progress.firstMillis().isEmpty()) {
            return "waiting for the first frame ...";
        }
        double length = config.window().seconds();
        long windowStart = progress.currentWindowStart(config.window().millis());
        double elapsed = (clock.getAsLong() - windowStart) / 1000.0;
        double inWindow = Math.max(0, Math.min(length, elapsed));
        int full = (int) Math.round(BAR_WIDTH * inWindow / length);
        StringBuilder line = new StringBuilder("window " + progress.currentWindow());
        int count = config.window().count();
        line.append(count > 0 ? " of " + count : "");
        line.append(" [")
                .append("#".repeat(full))
                .append(".".repeat(BAR_WIDTH - full))
                .append("] ");
        line.append(WindowText.format("%.0f s left", Math.ceil(length - inWindow)));
        for (String camera : cameras.subList(0, Math.min(MAX_CAMERAS, cameras.size()))) {
            double accuracy = progress.recentAccuracy(camera);
            if (Double.isFinite(accuracy)) {
                line.append(WindowText.format(" · %s %.0f %%", camera, 100 * accuracy));
            }
        }
        if (!progress.training().isEmpty()) {
            line.append(" · retraining ").append(String.join(", ", progress.training()));
        }
        return line.length() > LINE_WIDTH ? line.substring(0, LINE_WIDTH) : line.toString();
    }
}
