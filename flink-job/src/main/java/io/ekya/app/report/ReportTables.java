package io.ekya.app.report;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.EventKind;
import io.ekya.vision.ObjectClass;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report's tables. */
final class ReportTables {
    private final RunData run;
    private final List<RetrainingRecord> retrainings;

    ReportTables(RunData run) {
        this.run = run;
        this.retrainings = RetrainingRecord.of(run);
    }

    /** Accuracy by camera and window; live agreement where the truth is unknown. */
    String accuracy() {
        StringBuilder out = new StringBuilder("<table><thead><tr><th>camera</th>");
        run.windowNumbers().forEach(n -> out.append("<th>").append(n).append("</th>"));
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
        return Double.isFinite(w.trueAccuracy()) ? w.trueAccuracy() : w.liveAccuracy();
    }

    private String accuracyCell(WindowResult w) {
        double value = shown(w);
        if (!Double.isFinite(value)) {
            return "<td class=\"none\" title=\"no regions\">–</td>";
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

    private Stream<InterimResults> midTraining(WindowResult w) {
        return InterimResults.of(run, w.camera()).stream()
                .filter(m -> m.isBetween(w.startMillis(), w.endMillis()));
    }

    /** What each camera got in each window, and what came of it. */
    String allocations() {
        StringBuilder out =
                new StringBuilder(
                        "<table><thead><tr><th>window</th><th>camera</th><th>inference</th><th>share</th><th>achieved</th><th>retraining</th><th>share</th><th>achieved</th><th>expected</th><th>reached</th><th>before</th><th>outcome</th><th>frames</th><th>dropped</th><th>labels</th></tr></thead><tbody>\n");
        for (WindowResult w : run.windows()) {
            out.append("<tr>")
                    .append(Html.cell(Long.toString(w.window())))
                    .append(Html.cell(w.camera()));
            out.append(Html.cell(w.inference()))
                    .append(Html.cell(Html.share(w.inferenceShare())))
                    .append(Html.cell(Html.share(w.inferenceAchieved())));
            out.append(retrainingCells(w));
            out.append(Html.cell(Long.toString(w.frames())))
                    .append(Html.cell(Long.toString(w.dropped())))
                    .append(Html.cell(Integer.toString(w.labels())))
                    .append("</tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    private String retrainingCells(WindowResult w) {
        Optional<Allocation> given =
                run.allocationsOf(w.camera()).stream()
                        .map(TimedAllocation::allocation)
                        .filter(a -> a.window() == w.window() && !a.retraining().isEmpty())
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
                        .or(() -> given.map(Allocation::retraining))
                        .orElse("none");
        String end =
                done.map(RetrainingRecord::outcomeText).orElse(given.isPresent() ? "goes on" : "");
        String outcome =
                Stream.concat(midTraining(w).map(InterimResults::inShort), Stream.of(end))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "));
        return Html.cell(configuration)
                + Html.cell(given.map(a -> Html.share(a.retrainingShare())).orElse("–"))
                + Html.cell(done.map(r -> Html.share(r.result().achievedShare())).orElse("–"))
                + Html.cell(given.map(a -> Html.percent(a.expectedAccuracy())).orElse("–"))
                + Html.cell(done.map(r -> Html.percent(r.result().newAccuracy())).orElse("–"))
                + Html.cell(done.map(r -> Html.percent(r.result().oldAccuracy())).orElse("–"))
                + Html.cell(outcome);
    }

    /** What the site could use of its GPUs, and what retraining took from inference. */
    String contention() {
        StringBuilder out =
                new StringBuilder(
                        "<table><thead><tr><th>window</th><th>all cameras at the costliest inference</th><th>labelling</th><th>everyone’s most accurate retraining</th><th>together / GPUs</th><th>frames analysed while retraining had half or more</th><th>otherwise</th></tr></thead><tbody>\n");
        for (Contention c : Contention.of(run)) {
            out.append("<tr>")
                    .append(Html.cell(Long.toString(c.window())))
                    .append(Html.cell(Html.number(c.inference(), 2)))
                    .append(Html.cell(Html.number(c.labelling(), 2)))
                    .append(Html.cell(Html.number(c.retraining(), 2)))
                    .append(Html.cell(Html.number(c.ratio(), 2)))
                    .append(Html.cell(Html.percent(c.analysedBeside())))
                    .append(Html.cell(Html.percent(c.analysedOtherwise())))
                    .append("</tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    /** Model CPU by window, from the operating system. */
    String device() {
        StringBuilder out =
                new StringBuilder(
                        "<table><thead><tr><th>window</th><th>inference and labelling, cores</th><th>training and profiling, cores</th><th>model CPU / (gpus × elapsed)</th></tr></thead><tbody>\n");
        for (long n : run.windowNumbers()) {
            DeviceUse use = run.deviceUse(n);
            out.append("<tr>")
                    .append(Html.cell(Long.toString(n)))
                    .append(Html.cell(Html.number(use.jobModel(), 3)))
                    .append(Html.cell(Html.number(use.sidecarModel(), 3)));
            out.append(use.ratio() > DeviceUse.LIMIT ? "<td class=\"bad\">" : "<td>")
                    .append(Html.number(use.ratio(), 3))
                    .append("</td></tr>\n");
        }
        return out.append("</tbody></table>\n").toString();
    }

    /**
     * How often each class was there, and what always guessing the most frequent one would give.
     */
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

    /**
     * Agreement with the teacher on frames that were never trained on; empty where none is held.
     */
    String agreement() {
        if (run.windows().stream().noneMatch(w -> Double.isFinite(w.balancedAgreement()))) {
            return "";
        }
        StringBuilder out =
                new StringBuilder(
                        "<h2>Agreement with the teacher on held-out frames</h2><p>Mean recall over classes with at least 20 regions, beside always saying the most frequent class.</p><table><thead><tr><th>window</th><th>camera</th><th>balanced agreement</th><th>majority</th></tr></thead><tbody>\n");
        for (WindowResult w : run.windows()) {
            if (Double.isFinite(w.balancedAgreement())) {
                out.append("<tr>")
                        .append(Html.cell(Long.toString(w.window())))
                        .append(Html.cell(w.camera()))
                        .append(Html.cell(Html.percent(w.balancedAgreement())))
                        .append(Html.cell(Html.percent(w.majorityAgreement())))
                        .append("</tr>\n");
            }
        }
        return out.append("</tbody></table>\n").toString();
    }
}
