/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import io.ekya.vision.ObjectClass;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the report, as HTML. */
final class ReportTables {
    private final RunData run;
    private final List<RetrainingRecord> retrainings;

    ReportTables(RunData run) {
        this.run = run;
        this.retrainings = RetrainingRecord.of(run);
    }

    /** Accuracy by camera and window; live accuracy where the true classes are unknown. */
    String accuracy() {
        StringBuilder out = new StringBuilder("<table><thead><tr><th>camera</th>");
        run.windowNumbers()
                .forEach(n -> out.append("<th>").append(run.numberInRun(n)).append("</th>"));
        out.append("<th>mean</th></tr></thead><tbody>\n");
        for (String camera : run.cameras()) {
            out.append("<tr><th>").append(Html.escape(camera)).append("</th>");
            for (long n : run.windowNumbers()) {
                out.append(
                        run.windowsOf(camera).stream()
                                .filter(w -> w.window() == n)
                                .findFirst()
                                .map(this::accuracyCell)
                                .orElse("<td>–</td>"));
            }
            out.append("<td>")
                    .append(
                            Html.percent(
                                    RunSummary.average(
                                            run.windowsOf(camera).stream()
                                                    .mapToDouble(ReportTables::shown))))
                    .append("</td></tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    private static double shown(WindowResult w) {
        return Double.isFinite(Accuracies.trueAccuracy(w))
                ? Accuracies.trueAccuracy(w)
                : Accuracies.liveAccuracy(w);
    }

    private String accuracyCell(WindowResult w) {
        double value = shown(w);
        if (!Double.isFinite(value)) {
            return "<td class=\"none\" title=\"%s\">–</td>"
                    .formatted(Html.escape(reason(w).orElse("no regions")));
        }
        boolean promoted =
                retrainings.stream()
                                .anyMatch(
                                        r ->
                                                r.camera().equals(w.camera())
                                                        && r.outcome() == EventKind.PROMOTED
                                                        && r.endMillis() >= w.startMillis()
                                                        && r.endMillis() < w.endMillis())
                        || midTraining(w).anyMatch(m -> m.kind() == EventKind.CHECKPOINTED);
        return Svg.format(
                "<td style=\"--heat:%.0f%%\" class=\"heat\">%s%s</td>",
                100 * Math.max(0, Math.min(1, (value - 0.3) / 0.65)),
                Html.percent(value),
                promoted ? " ▲" : "");
    }

    private Stream<InterimResult> midTraining(WindowResult w) {
        return InterimResult.of(run, w.camera()).stream()
                .filter(m -> m.isBetween(w.startMillis(), w.endMillis()));
    }

    /** Allocation of each camera in each window, and the outcome of its retraining. */
    String allocations() {
        StringBuilder out =
                new StringBuilder(
                        "<table><thead><tr><th>window</th><th>camera</th><th>inference</th><th>share</th><th>achieved</th><th>retraining</th><th>share</th><th>achieved</th><th>expected accuracy</th><th>reached</th><th>before</th><th>outcome</th><th>frames</th><th>dropped</th><th>labels</th></tr></thead><tbody>\n");
        for (WindowResult w : run.windows()) {
            out.append("<tr>")
                    .append(Html.cell(Long.toString(run.numberInRun(w.window()))))
                    .append(Html.cell(w.camera()));
            out.append(Html.cell(Objects.requireNonNullElse(w.inference().configuration(), "–")))
                    .append(Html.cell(Html.share(w.inference().requestedShare())))
                    .append(Html.cell(Html.share(w.inference().achievedShare())));
            out.append(retrainingCells(w));
            out.append(Html.cell(Long.toString(w.frames().delivered())))
                    .append(
                            Html.cell(
                                    w.frames().dropped() + reason(w).map(r -> ": " + r).orElse("")))
                    .append(Html.cell(Integer.toString(w.labels().labels())))
                    .append("</tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    /** Why a window has no usable frames; empty if it has, or if the reason is unknown. */
    private Optional<String> reason(WindowResult w) {
        return run.problems().reason(w, run.originMillis());
    }

    /** The kinds of dead letters, as a section; empty without any. */
    String problems() {
        if (run.problems().count() == 0) {
            return "";
        }
        StringBuilder out =
                new StringBuilder(
                        "<h2>Problems</h2><p>Frames that could not be used, lost cameras and refused changes, by kind, with the newest of each (deadletters.jsonl).</p><div class=\"card\"><table><thead><tr><th>camera</th><th>number</th><th>problem</th></tr></thead><tbody>\n");
        for (CameraProblems.Kind kind : run.problems().kinds()) {
            out.append("<tr>")
                    .append(Html.cell(kind.newest().camera()))
                    .append(Html.cell(Long.toString(kind.count())))
                    .append(Html.cell(kind.newest().text()))
                    .append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    private String retrainingCells(WindowResult w) {
        Optional<Allocation> allocation =
                run.allocationsOf(w.camera()).stream()
                        .map(TimedAllocation::allocation)
                        .filter(a -> a.window() == w.window() && a.retraining() != null)
                        .findFirst();
        Optional<RetrainingRecord> done =
                retrainings.stream()
                        .filter(
                                r ->
                                        r.camera().equals(w.camera())
                                                && r.endMillis() > w.startMillis()
                                                && r.endMillis() <= w.endMillis())
                        .findFirst();
        String configuration =
                done.map(r -> r.result().configuration())
                        .or(
                                () ->
                                        allocation
                                                .map(Allocation::retraining)
                                                .map(r -> r.configuration()))
                        .orElse("none");
        String end =
                done.map(RetrainingRecord::outcomeText)
                        .orElse(allocation.isPresent() ? "continues" : "");
        String outcome =
                Stream.concat(midTraining(w).map(InterimResult::shortText), Stream.of(end))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
        return Html.cell(configuration)
                + Html.cell(allocation.map(a -> Html.share(a.retrainingShare())).orElse("–"))
                + Html.cell(done.map(r -> Html.share(r.result().achievedShare())).orElse("–"))
                + Html.cell(
                        allocation
                                .map(Allocation::retraining)
                                .map(r -> Html.percent(r.expectedAccuracy()))
                                .orElse("–"))
                + Html.cell(done.map(r -> Html.percent(r.result().newAccuracy())).orElse("–"))
                + Html.cell(done.map(r -> Html.percent(r.result().oldAccuracy())).orElse("–"))
                + Html.cell(outcome);
    }

    /** The demand for GPUs, and the frames analysed with and without concurrent retraining. */
    String contention() {
        StringBuilder out =
                new StringBuilder(
                        "<table><thead><tr><th>window</th><th>most expensive inference of all cameras</th><th>labelling</th><th>most accurate retraining of all cameras</th><th>total / GPUs</th><th>frames analysed while retraining had at least half of the GPUs</th><th>frames analysed otherwise</th></tr></thead><tbody>\n");
        for (Contention c : Contention.of(run)) {
            out.append("<tr>")
                    .append(Html.cell(Long.toString(run.numberInRun(c.window()))))
                    .append(Html.cell(Html.number(c.inference(), 2)))
                    .append(Html.cell(Html.number(c.labelling(), 2)))
                    .append(Html.cell(Html.number(c.retraining(), 2)))
                    .append(Html.cell(Html.number(c.ratio(), 2)))
                    .append(Html.cell(Html.percent(c.analysedDuringRetraining())))
                    .append(Html.cell(Html.percent(c.analysedOtherwise())))
                    .append("</tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    /** CPU time of models by window, as accounted by the operating system. */
    String device() {
        StringBuilder out =
                new StringBuilder(
                        "<table><thead><tr><th>window</th><th>inference and labelling, cores</th><th>training and profiling, cores</th><th>model CPU / (gpus × elapsed)</th></tr></thead><tbody>\n");
        for (long n : run.windowNumbers()) {
            DeviceUse use = run.deviceUse(n);
            out.append("<tr>")
                    .append(Html.cell(Long.toString(run.numberInRun(n))))
                    .append(Html.cell(Html.number(use.jobModel(), 3)))
                    .append(Html.cell(Html.number(use.sidecarModel(), 3)));
            out.append(use.ratio() > DeviceUse.MAX_RATIO ? "<td class=\"bad\">" : "<td>")
                    .append(Html.number(use.ratio(), 3))
                    .append("</td></tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    /** Frequency of each class, and the accuracy of always predicting the most frequent one. */
    String classes() {
        StringBuilder out = new StringBuilder("<table><thead><tr><th>camera</th>");
        for (ObjectClass c : ObjectClass.values()) {
            out.append("<th>").append(c.name().toLowerCase(Locale.ROOT)).append("</th>");
        }
        out.append("<th>majority baseline</th></tr></thead><tbody>\n");
        for (String camera : run.cameras()) {
            List<Long> counts = RunSummary.classCounts(run.windowsOf(camera));
            long all = counts.stream().mapToLong(Long::longValue).sum();
            long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
            out.append("<tr><th>").append(Html.escape(camera)).append("</th>");
            counts.forEach(
                    n -> out.append(Html.cell(all == 0 ? "–" : Html.percent((double) n / all))));
            out.append(Html.cell(all == 0 ? "–" : Html.percent((double) most / all)))
                    .append("</tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    /** Cameras whose teacher sees only background in some windows; empty if there are none. */
    String blindTeacher() {
        StringBuilder rows = new StringBuilder();
        for (String camera : run.cameras()) {
            List<WindowResult> windows = run.windowsOf(camera);
            long blind = windows.stream().filter(w -> w.labels().seesAlmostNothing()).count();
            if (blind > 0) {
                rows.append("<tr>")
                        .append(Html.cell(camera))
                        .append(Html.cell("%d of %d".formatted(blind, windows.size())))
                        .append("</tr>\n");
            }
        }
        return rows.isEmpty()
                ? ""
                : "<h2>Windows in which the teacher saw only background</h2><p>The teacher named at least 98 % of the regions background. If the cameras saw objects, the teacher does not fit, and accuracies show only how well students predict background.</p><table><thead><tr><th>camera</th><th>windows</th></tr></thead><tbody>\n"
                        + rows
                        + "</tbody></table>\n";
    }

    /** Agreement with the teacher on held-out frames; empty if no frames are held out. */
    String agreement() {
        if (run.windows().stream()
                .noneMatch(w -> Double.isFinite(Accuracies.balancedAgreement(w)))) {
            return "";
        }
        StringBuilder out =
                new StringBuilder(
                        "<h2>Agreement with the teacher on held-out frames</h2><p>Balanced agreement is the mean recall over the classes with at least 20 regions. The majority baseline always predicts the most frequent class.</p><table><thead><tr><th>window</th><th>camera</th><th>balanced agreement</th><th>majority baseline</th></tr></thead><tbody>\n");
        for (WindowResult w : run.windows()) {
            if (Double.isFinite(Accuracies.balancedAgreement(w))) {
                out.append("<tr>")
                        .append(Html.cell(Long.toString(run.numberInRun(w.window()))))
                        .append(Html.cell(w.camera()))
                        .append(Html.cell(Html.percent(Accuracies.balancedAgreement(w))))
                        .append(Html.cell(Html.percent(Accuracies.majorityAgreement(w))))
                        .append("</tr>\n");
            }
        }
        return out.append("</tbody></table>\n").toString();
    }
}
