/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * The report of a run: one self-contained HTML page with accuracy and shares over time for every
 * camera, and tables of the same data.
 */
public final class Report {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final RunData run;
    private final RunSummary summary;
    private final ReportTables tables;

    private Report(RunData run) {
        this.run = run;
        this.summary = RunSummary.of(run);
        this.tables = new ReportTables(run);
    }

    /**
     * Writes report.html into a run's folder, from the other files in it; the run may be in
     * progress.
     *
     * @return path of the page
     */
    public static Path write(Path folder) throws IOException {
        Path page = folder.resolve("report.html");
        return Files.writeString(page, new Report(RunData.read(folder)).html());
    }

    private String html() throws IOException {
        StringBuilder out = new StringBuilder();
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<title>Ekya: ").append(Html.escape(run.name())).append("</title>\n");
        out.append("<style>\n").append(css()).append("</style></head><body>\n");
        head(out);
        if (run.windows().isEmpty()) {
            out.append("<p>No window has ended yet.</p>\n").append(tables.problems());
        } else {
            charts(out);
            sections(out);
        }
        footer(out);
        return out.append("</body></html>\n").toString();
    }

    private void head(StringBuilder out) {
        out.append("<h1>").append(Html.escape(run.name())).append("</h1>\n<p>");
        out.append(
                Html.escape(run.config().map(Report::description).orElse("configuration unknown")));
        if (run.originMillis() > 1_000_000_000_000L) {
            out.append(", started ").append(TIME.format(Instant.ofEpochMilli(run.originMillis())));
        }
        out.append("</p>\n<div class=\"tiles\">\n");
        boolean truth = Double.isFinite(summary.meanAccuracy());
        if (truth) {
            tile(
                    out,
                    Html.percent(summary.meanAccuracy()),
                    "true accuracy, mean over cameras and windows");
            tile(
                    out,
                    Html.percent(summary.driftedAccuracy()),
                    "true accuracy after the onset of drift");
            tile(
                    out,
                    Html.percent(summary.majorityBaseline()),
                    "majority baseline: always predict the most frequent class");
        }
        tile(
                out,
                Html.percent(summary.liveAccuracy()),
                "live accuracy: agreement of the students with the teacher");
        tile(out, summary.promoted() + " of " + summary.ended(), "retrained students promoted");
        tile(
                out,
                Html.percent(
                        summary.frames() == 0
                                ? Double.NaN
                                : (double) summary.dropped() / summary.frames()),
                "of " + summary.frames() + " frames dropped");
        tile(out, Html.number(summary.contention(), 1), "total demand of all cameras / GPUs");
        tile(
                out,
                Html.number(summary.deviceRatio(), 2),
                "model CPU / (gpus × elapsed), highest window");
        out.append("</div>\n");
    }

    private static String description(JobConfig c) {
        return Svg.format(
                "policy %s, %d cameras, %s GPUs (on a CPU: cores), windows of %.0f s, seed %d",
                c.scheduler().policy(),
                c.cameras().size(),
                Html.number(c.gpus(), 2),
                c.window().seconds(),
                c.seed());
    }

    private static void tile(StringBuilder out, String number, String text) {
        out.append("<div class=\"tile\"><b>")
                .append(number)
                .append("</b><span>")
                .append(Html.escape(text))
                .append("</span></div>\n");
    }

    private void charts(StringBuilder out) {
        out.append(
                "<h2>Device</h2>\n<p>Planned GPU shares, stacked. The black line is the CPU that models used, as accounted by the operating system.</p>\n<div class=\"card\">\n<div class=\"legend\">");
        chip(out, "labelling", "labelling");
        chip(out, "inference", "inference");
        chip(out, "retraining", "retraining");
        chip(out, "profiling", "micro-profiling");
        out.append(
                "<span><i class=\"thin\" style=\"background:var(--ink)\"></i>CPU used by models</span><span><i class=\"thin\" style=\"background:var(--bad)\"></i>budget</span></div>\n");
        out.append(new SiteChart(run).svg()).append("</div>\n<h2>Cameras</h2>\n");
        out.append(
                "<p>Accuracy (top) and GPU shares (bottom) over time. Hover over a window or a marker for details.</p>\n<div class=\"legend\">");
        out.append(
                "<span><i class=\"thin\" style=\"background:var(--true)\"></i>true accuracy (pale band: mean of the window)</span>");
        out.append(
                "<span><i class=\"dash\" style=\"color:var(--live)\"></i>live accuracy (agreement with the teacher)</span>");
        chip(out, "inference", "inference share");
        chip(out, "retraining", "retraining share");
        out.append(
                "<span><i class=\"dash\" style=\"color:var(--ink)\"></i>inference share achieved</span>");
        out.append(
                "<span>▶ retraining started</span><span style=\"color:var(--good)\">▲ promoted</span><span>▼ not promoted</span><span style=\"color:var(--good)\">△ checkpoint promoted</span><span>│ estimate corrected</span><span style=\"color:var(--bad)\">✕ failed or cancelled</span><span>○ expected accuracy ● reached accuracy</span><span>◆ drift script</span></div>\n");
        for (String camera : run.cameras()) {
            out.append("<div class=\"card\"><h3>").append(Html.escape(camera)).append("</h3>\n");
            out.append(new CameraChart(run, camera).svg()).append("</div>\n");
        }
    }

    private static void chip(StringBuilder out, String colour, String text) {
        out.append("<span><i style=\"background:var(--")
                .append(colour)
                .append(")\"></i>")
                .append(text)
                .append("</span>");
    }

    private void sections(StringBuilder out) {
        out.append(
                "<h2>Accuracy by window</h2><p>True accuracy where the true classes are known, otherwise live accuracy (agreement with the teacher). ▲ a new student was promoted in the window.</p><div class=\"card\">");
        out.append(tables.accuracy())
                .append("</div>")
                .append(tables.blindTeacher())
                .append(tables.agreement());
        out.append(
                "<h2>Allocations</h2><p>Planned and achieved GPU share of each camera, and the expected and reached accuracy of its retraining.</p><div class=\"card\">");
        out.append(tables.allocations())
                .append(
                        "</div>\n<h2>Device budget</h2><p>CPU time of the threads that run models in both processes, as accounted by the operating system. A ratio above 1.05 exceeds the budget.</p><div class=\"card\">");
        out.append(tables.device())
                .append(
                        "</div>\n<h2>Contention</h2><p>Demand of all cameras in GPUs, as measured in the previous window, and the share of frames that students analysed with and without concurrent retraining.</p><div class=\"card\">")
                .append(tables.contention())
                .append("</div>\n<h2>Classes</h2><div class=\"card\">")
                .append(tables.classes())
                .append("</div>\n")
                .append(tables.problems());
    }

    private void footer(StringBuilder out) {
        out.append(
                "<footer>Generated from windows.jsonl, allocations.jsonl, events.jsonl, predictions.jsonl and device.jsonl in the same folder.");
        if (run.badLines() > 0) {
            out.append(" ").append(run.badLines()).append(" lines could not be read.");
        }
        out.append("</footer>\n");
    }

    private static String css() throws IOException {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            return new String(
                    Objects.requireNonNull(in, "report.css is missing from the build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
