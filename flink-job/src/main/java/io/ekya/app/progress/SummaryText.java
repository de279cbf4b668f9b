/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import io.ekya.app.report.RunSummary;

/** Formats the summary of a run as a few lines of text. */
public final class SummaryText {
    private SummaryText() {}

    public static String of(RunSummary s) {
        StringBuilder out = new StringBuilder();
        out.append(s.windows())
                .append(s.windows() == 1 ? " window, " : " windows, ")
                .append(s.cameras())
                .append(s.cameras() == 1 ? " camera, policy " : " cameras, policy ")
                .append(s.policy());
        if (Double.isFinite(s.meanAccuracy())) {
            out.append("\n  true accuracy ").append(WindowText.percent(s.meanAccuracy()));
            if (Double.isFinite(s.driftedAccuracy())) {
                out.append(", after the onset of drift ")
                        .append(WindowText.percent(s.driftedAccuracy()));
            }
            out.append("; majority-class baseline ")
                    .append(WindowText.percent(s.majorityBaseline()));
        }
        if (Double.isFinite(s.liveAccuracy())) {
            out.append("\n  agreement with the teacher ")
                    .append(WindowText.percent(s.liveAccuracy()));
        }
        out.append(
                WindowText.format(
                        "\n  retrainings: %d promoted, %d not promoted, %d failed; frames: %d, %d of them dropped",
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
                            "\n  contention: all cameras could use %.1f times the GPUs (the most expensive"
                                    + " inference, labelling, and the most accurate retraining of"
                                    + " each camera)",
                            s.contention()));
        }
        return out.toString();
    }
}
