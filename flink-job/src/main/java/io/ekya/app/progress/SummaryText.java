package io.ekya.app.progress;

import io.ekya.app.report.RunSummary;

/** A run's figures in a few lines. */
public final class SummaryText {
    private SummaryText() {}

    public static String of(RunSummary s) {
        StringBuilder out = new StringBuilder();
        out.append(s.windows())
                .append(" windows, ")
                .append(s.cameras())
                .append(" cameras, policy ")
                .append(s.policy());
        if (Double.isFinite(s.meanAccuracy())) {
            out.append("\n  true accuracy ").append(WindowText.percent(s.meanAccuracy()));
            if (Double.isFinite(s.driftedAccuracy())) {
                out.append(", after the drift set in ")
                        .append(WindowText.percent(s.driftedAccuracy()));
            }
            out.append("; always the most frequent class ")
                    .append(WindowText.percent(s.majorityBaseline()));
        }
        if (Double.isFinite(s.liveAccuracy())) {
            out.append("\n  agreement with the teacher ")
                    .append(WindowText.percent(s.liveAccuracy()));
        }
        out.append(
                WindowText.format(
                        "\n  %d students promoted, %d not, %d failed; %d frames, %d dropped",
                        s.promoted(), s.notPromoted(), s.failed(), s.frames(), s.dropped()));
        if (Double.isFinite(s.deviceRatio())) {
            out.append(
                    WindowText.format(
                            "\n  model CPU / (gpus x elapsed): at most %.2f in any window",
                            s.deviceRatio()));
        }
        if (Double.isFinite(s.contention())) {
            out.append(
                    WindowText.format(
                            "\n  all cameras could use %.1f times the GPUs: the costliest inference, labelling,"
                                    + " everyone's most accurate retraining",
                            s.contention()));
        }
        return out.toString();
    }
}
