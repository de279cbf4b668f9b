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
 * A run's page: one file, nothing loaded from elsewhere. Accuracy and shares over time for every
 * camera, and the tables behind them.
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
     * Writes report.html into a run's folder from the other files there; works while it runs.
     *
     * @return the page's path
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
            out.append("<p>No window has ended yet.</p>\n");
        } else {
            charts(out);
            lists(out);
        }
        footer(out);
        return out.append("</body></html>\n").toString();
    }

    private void head(StringBuilder out) {
        out.append("<h1>").append(Html.escape(run.name())).append("</h1>\n<p>");
        out.append(Html.escape(run.config().map(Report::about).orElse("configuration unknown")));
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
            tile(out, Html.percent(summary.driftedAccuracy()), "of these, after the drift set in");
            tile(
                    out,
                    Html.percent(summary.majorityBaseline()),
                    "always saying the most frequent class");
        }
        tile(
                out,
                Html.percent(summary.liveAccuracy()),
                "agreement of the students with the teacher");
        tile(out, summary.promoted() + " of " + summary.ended(), "retrained students promoted");
        tile(
                out,
                Html.percent(
                        summary.frames() == 0
                                ? Double.NaN
                                : (double) summary.dropped() / summary.frames()),
                "of " + summary.frames() + " frames dropped");
        tile(
                out,
                Html.number(summary.contention(), 1),
                "times the GPUs, if all had all they could use");
        tile(
                out,
                Html.number(summary.deviceRatio(), 2),
                "model CPU / (gpus × elapsed), worst window");
        out.append("</div>\n");
    }

    private static String about(JobConfig c) {
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
                "<h2>The device</h2>\n<p>Shares as planned, stacked; the black line is what the operating system says models used.</p>\n<div class=\"card\">\n<div class=\"legend\">");
        chip(out, "labelling", "labelling");
        chip(out, "inference", "inference");
        chip(out, "retraining", "retraining");
        chip(out, "profiling", "micro-profiling");
        out.append(
                "<span><i class=\"thin\" style=\"background:var(--ink)\"></i>CPU of all model work</span><span><i class=\"thin\" style=\"background:var(--bad)\"></i>budget</span></div>\n");
        out.append(new SiteChart(run).svg()).append("</div>\n<h2>Cameras</h2>\n");
        out.append(
                "<p>Accuracy above, shares below. Move the pointer over a window or a mark for its figures.</p>\n<div class=\"legend\">");
        out.append(
                "<span><i class=\"thin\" style=\"background:var(--true)\"></i>true accuracy (pale band: window’s mean)</span>");
        out.append(
                "<span><i class=\"dash\" style=\"color:var(--live)\"></i>agreement with the teacher</span>");
        chip(out, "inference", "inference share");
        chip(out, "retraining", "retraining share");
        out.append(
                "<span><i class=\"dash\" style=\"color:var(--ink)\"></i>inference achieved</span>");
        out.append(
                "<span>▶ retraining starts</span><span style=\"color:var(--good)\">▲ promoted</span><span>▼ not promoted</span><span style=\"color:var(--good)\">△ a checkpoint serves</span><span>│ corrected</span><span style=\"color:var(--bad)\">✕ failed or cancelled</span><span>○ expected ● reached</span><span>◆ drift script</span></div>\n");
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

    private void lists(StringBuilder out) {
        out.append(
                "<h2>Accuracy by window</h2><p>True accuracy where it is known, otherwise agreement with the teacher; ▲ a new student began to serve.</p><div class=\"card\">");
        out.append(tables.accuracy()).append("</div>").append(tables.agreement());
        out.append(
                "<h2>Allocations</h2><p>What each camera was given, what it could use of it, and what the retraining was expected to reach and reached.</p><div class=\"card\">");
        out.append(tables.allocations())
                .append(
                        "</div>\n<h2>Device ledger</h2><p>CPU time of the threads that run models, both processes, from the operating system. A ratio above 1.05 would break the budget.</p><div class=\"card\">");
        out.append(tables.device())
                .append(
                        "</div>\n<h2>Contention</h2><p>What all cameras together could use, in GPUs, as measured in the window before; and how many of all frames students looked at while retrainings had at least half of the GPUs.</p><div class=\"card\">")
                .append(tables.contention())
                .append("</div>\n<h2>Classes</h2><div class=\"card\">")
                .append(tables.classes())
                .append("</div>\n");
    }

    private void footer(StringBuilder out) {
        out.append(
                "<footer>Made from windows.jsonl, allocations.jsonl, events.jsonl, predictions.jsonl and device.jsonl beside this page.");
        if (run.deadLetters() > 0) {
            out.append(" ")
                    .append(run.deadLetters())
                    .append(" records were put aside in deadletters.jsonl.");
        }
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
