/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import io.ekya.device.ShareUse;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.server.flight.CallCounts;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Metrics of a sidecar in Prometheus text format 0.0.4. */
public final class SidecarMetrics {
    private final MetricSnapshots.Builder metrics = MetricSnapshots.builder();

    private SidecarMetrics() {}

    /**
     * Returns the metrics as text.
     *
     * @param arrowBytes memory allocated by Arrow
     */
    public static String of(SidecarStatus status, CallCounts calls, long arrowBytes) {
        SidecarMetrics m = new SidecarMetrics();
        m.device(status);
        m.process(status, arrowBytes);
        m.shares(status);
        m.sites(status);
        m.jobs(status);
        m.metrics.metricSnapshot(calls.snapshot());
        return text(m.metrics.build());
    }

    private static String text(MetricSnapshots snapshots) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void device(SidecarStatus status) {
        gauge("ekya_gpus", "Device budget; on a CPU one GPU is one core", status.gpus());
        gauge("ekya_requested_shares", "Sum of the open shares, GPUs", status.requestedShares());
        gauge(
                "ekya_shares_enforced",
                "1 if shares are enforced, 0 if they are only requested",
                status.sharesEnforced() ? 1 : 0);
        gauge(
                "ekya_training_pressure",
                "Fraction of its share that training gets; below 1 while inference is late",
                status.trainingPressure());
        counter("ekya_busy_seconds", "Device-busy seconds", status.busySeconds());
    }

    private void process(SidecarStatus status, long arrowBytes) {
        counter("ekya_process_cpu_seconds", "CPU time of the process", status.processCpuSeconds());
        gauge("ekya_uptime_seconds", "Seconds since the start", status.uptimeSeconds());
        gauge("ekya_arrow_bytes", "Memory allocated by Arrow", (double) arrowBytes);
        gauge("ekya_threads", "Live threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private void shares(SidecarStatus status) {
        GaugeSnapshot.Builder requested = gauge("ekya_share_requested", "Requested share of a GPU");
        GaugeSnapshot.Builder achieved =
                gauge("ekya_share_achieved", "Busy time over elapsed time of the last seconds");
        for (ShareUse use : status.shares()) {
            Labels labels = Labels.of("job", use.job());
            requested.dataPoint(point(labels, use.requested()));
            achieved.dataPoint(point(labels, use.achieved()));
        }
        metrics.metricSnapshot(requested.build());
        metrics.metricSnapshot(achieved.build());
    }

    private void sites(SidecarStatus status) {
        GaugeSnapshot.Builder epoch = gauge("ekya_epoch", "Epoch of a site");
        CounterSnapshot.Builder events =
                CounterSnapshot.builder().name("ekya_events").help("Journaled events");
        GaugeSnapshot.Builder sequence =
                gauge("ekya_student_sequence", "Changes of a camera's serving student");
        for (SidecarStatus.Site site : status.sites()) {
            Labels labels = Labels.of("site", site.site());
            epoch.dataPoint(point(labels, (double) site.epoch()));
            events.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .labels(labels)
                            .value((double) site.nextEvent())
                            .build());
            for (SidecarStatus.Camera camera : site.cameras()) {
                sequence.dataPoint(
                        point(
                                Labels.of("site", site.site(), "camera", camera.camera()),
                                (double) camera.sequence()));
            }
        }
        metrics.metricSnapshot(epoch.build());
        metrics.metricSnapshot(events.build());
        metrics.metricSnapshot(sequence.build());
    }

    private void jobs(SidecarStatus status) {
        Map<String, Integer> kinds =
                new TreeMap<>(Map.of(JobStatus.PROFILE, 0, JobStatus.RETRAIN, 0));
        for (JobStatus job : status.jobs()) {
            kinds.merge(job.kind(), 1, Integer::sum);
        }
        GaugeSnapshot.Builder jobs = gauge("ekya_jobs", "Running and pending jobs");
        kinds.forEach((kind, count) -> jobs.dataPoint(point(Labels.of("kind", kind), count)));
        metrics.metricSnapshot(jobs.build());
    }

    private void gauge(String name, String help, double value) {
        metrics.metricSnapshot(gauge(name, help).dataPoint(point(Labels.EMPTY, value)).build());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    /** Adds a counter; the text format appends {@code _total} to its name. */
    private void counter(String name, String help, double value) {
        metrics.metricSnapshot(
                CounterSnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
                        .build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
