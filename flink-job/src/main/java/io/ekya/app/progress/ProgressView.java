package io.ekya.app.progress;

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
 * Shows a run on the terminal from its files alone: what the sidecar did, every window that ended,
 * and below it a live line with a bar for the window that is running.
 */
public final class ProgressView {
    private static final int BAR = 20;

    private final JobConfig config;
    private final Terminal terminal;
    private final LongSupplier clock;
    private final ToDoubleFunction<WindowResult> deviceRatio;
    private final RunProgress state;
    private final WindowText text;
    private final List<String> cameras;
    private long told = -1;

    /**
     * @param clock wall-clock time, milliseconds
     * @param deviceRatio model CPU / (gpus x elapsed) during a window; NaN where not known
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
        this.state = new RunProgress(folder);
        this.cameras = config.cameras().stream().map(CameraConfig::id).toList();
        this.text = new WindowText(state, cameras);
    }

    /** Shows what is new. */
    public void refresh() {
        for (SidecarEvent e : state.refresh()) {
            tell(e);
        }
        for (Map.Entry<Long, Map<String, WindowResult>> w : state.windows().entrySet()) {
            boolean complete = w.getValue().keySet().containsAll(cameras);
            if (w.getKey() > told && (complete || w.getKey() < state.windows().lastKey())) {
                window(w.getKey(), w.getValue());
            }
        }
        terminal.show(live());
    }

    /** Shows what is left and takes the live line away. */
    public void close() {
        refresh();
        state.windows().tailMap(told + 1).forEach(this::window);
        terminal.show("");
    }

    /** Windows that have ended. */
    public long windows() {
        return state.windows().size();
    }

    private void window(long number, Map<String, WindowResult> results) {
        told = Math.max(told, number);
        double ratio =
                results.values().stream()
                        .findFirst()
                        .map(deviceRatio::applyAsDouble)
                        .orElse(Double.NaN);
        text.of(number, results, ratio).forEach(terminal::say);
    }

    private void tell(SidecarEvent e) {
        if (e.camera() == null) {
            return;
        }
        Optional<Map.Entry<String, RetrainResult>> outcome =
                state.outcome(e.camera(), e.timeMillis(), e.timeMillis() + 1);
        if (outcome.isPresent()) {
            String what = outcome.get().getValue().configuration();
            terminal.say(
                    seconds(e.timeMillis())
                            + e.camera()
                            + ": "
                            + what
                            + " "
                            + WindowText.outcome(outcome.get()));
        }
    }

    private String seconds(long timeMillis) {
        return state.firstMillis()
                .map(first -> WindowText.format("[%4.0f s] ", (timeMillis - first) / 1000.0))
                .orElse("");
    }

    private String live() {
        if (state.firstMillis().isEmpty()) {
            return "waiting for the first frame ...";
        }
        double length = config.window().seconds();
        double elapsed = (clock.getAsLong() - state.firstMillis().get()) / 1000.0;
        double inWindow = Math.max(0, Math.min(length, elapsed - state.currentWindow() * length));
        int full = (int) Math.round(BAR * inWindow / length);
        StringBuilder line = new StringBuilder("window " + state.currentWindow());
        int count = config.window().count();
        line.append(count > 0 ? " of " + count : "");
        line.append(" [").append("#".repeat(full)).append(".".repeat(BAR - full)).append("] ");
        line.append(WindowText.format("%.0f s left", Math.ceil(length - inWindow)));
        for (String camera : cameras.subList(0, Math.min(6, cameras.size()))) {
            double accuracy = state.recentAccuracy(camera);
            if (Double.isFinite(accuracy)) {
                line.append(WindowText.format(" · %s %.0f %%", camera, 100 * accuracy));
            }
        }
        if (!state.training().isEmpty()) {
            line.append(" · retraining ").append(String.join(", ", state.training()));
        }
        int width = 150;
        return line.length() > width ? line.substring(0, width) : line.toString();
    }
}
