package io.ekya.sidecar.server.http;

import io.ekya.device.ShareUse;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.server.flight.CallCounts;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** What a sidecar does and holds, as Prometheus text (exposition format 0.0.4). */
public final class SidecarMetrics {
    private final StringBuilder text = new StringBuilder();

    private SidecarMetrics() {}

    /**
     * The text.
     *
     * @param arrowBytes memory that Arrow holds
     */
    public static String of(SidecarStatus status, CallCounts calls, long arrowBytes) {
        SidecarMetrics m = new SidecarMetrics();
        m.one("ekya_gpus", "gauge", "Device budget; on a CPU one GPU is one core", status.gpus());
        m.one(
                "ekya_requested_shares",
                "gauge",
                "Sum of the open shares, GPUs",
                status.requestedShares());
        m.one(
                "ekya_shares_enforced",
                "gauge",
                "1 where shares are kept, 0 where they are only asked for",
                status.sharesEnforced() ? 1 : 0);
        m.one(
                "ekya_training_pressure",
                "gauge",
                "Part of its share that training has; below 1 while inference is late",
                status.trainingPressure());
        m.one("ekya_busy_seconds_total", "counter", "Device-busy seconds", status.busySeconds());
        m.one(
                "ekya_process_cpu_seconds_total",
                "counter",
                "CPU time of the process",
                status.processCpuSeconds());
        m.one("ekya_uptime_seconds", "gauge", "Since the start", status.uptimeSeconds());
        m.one("ekya_arrow_bytes", "gauge", "Memory that Arrow holds", arrowBytes);
        m.one(
                "ekya_threads",
                "gauge",
                "Live threads",
                ManagementFactory.getThreadMXBean().getThreadCount());
        m.shares(status);
        m.sites(status);
        m.jobs(status);
        m.calls(calls);
        return m.text.toString();
    }

    private void shares(SidecarStatus status) {
        head("ekya_share_requested", "gauge", "Share of one GPU asked for");
        for (ShareUse use : status.shares()) {
            line("ekya_share_requested", Map.of("job", use.job()), use.requested());
        }
        head("ekya_share_achieved", "gauge", "Busy over elapsed time of the last seconds");
        for (ShareUse use : status.shares()) {
            line("ekya_share_achieved", Map.of("job", use.job()), use.achieved());
        }
    }

    private void sites(SidecarStatus status) {
        head("ekya_epoch", "counter", "Epoch of a site");
        status.sites().forEach(s -> line("ekya_epoch", Map.of("site", s.site()), s.epoch()));
        head("ekya_events_total", "counter", "Events journaled");
        status.sites()
                .forEach(s -> line("ekya_events_total", Map.of("site", s.site()), s.nextEvent()));
        head("ekya_student_sequence", "counter", "How often a camera's student has changed");
        for (SidecarStatus.Site site : status.sites()) {
            for (SidecarStatus.Camera camera : site.cameras()) {
                line(
                        "ekya_student_sequence",
                        Map.of("site", site.site(), "camera", camera.camera()),
                        camera.sequence());
            }
        }
    }

    private void jobs(SidecarStatus status) {
        Map<String, Integer> kinds =
                new TreeMap<>(Map.of(JobStatus.PROFILE, 0, JobStatus.RETRAIN, 0));
        for (JobStatus job : status.jobs()) {
            kinds.merge(job.kind(), 1, Integer::sum);
        }
        head("ekya_jobs", "gauge", "Jobs under way and owed");
        kinds.forEach((kind, count) -> line("ekya_jobs", Map.of("kind", kind), count));
    }

    private void calls(CallCounts calls) {
        head("ekya_calls_total", "counter", "Flight calls by how they ended");
        calls.all()
                .forEach(
                        (ending, count) ->
                                line(
                                        "ekya_calls_total",
                                        Map.of("method", ending.method(), "code", ending.code()),
                                        count));
    }

    private void one(String name, String type, String help, Number value) {
        head(name, type, help);
        line(name, Map.of(), value);
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, Map<String, String> labels, Number value) {
        text.append(name);
        if (!labels.isEmpty()) {
            StringBuilder inner = new StringBuilder();
            new TreeMap<>(labels)
                    .forEach(
                            (key, of) ->
                                    inner.append(inner.isEmpty() ? "" : ",")
                                            .append(key)
                                            .append("=\"")
                                            .append(escaped(of))
                                            .append('"'));
            text.append('{').append(inner).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
