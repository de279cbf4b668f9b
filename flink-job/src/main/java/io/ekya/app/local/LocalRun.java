/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.app.progress.ProgressView;
import io.ekya.app.progress.SummaryText;
import io.ekya.app.progress.Terminal;
import io.ekya.app.report.Report;
import io.ekya.app.report.RunSummary;
import io.ekya.command.CommandFailure;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.ConfigException;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.OutputConfig;
import io.ekya.job.config.SidecarConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job on this machine: creates the run's folder, starts the sidecar and Flink, shows
 * progress, and writes the report. A signal (Ctrl-C, SIGTERM) stops the job within a time limit;
 * the report is still written.
 */
public final class LocalRun {
    private static final long STOP_SECONDS = 15;
    private static final long METER_MILLIS = 1000;
    private static final long REFRESH_MILLIS = 500;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final JobConfig config;
    private final Terminal terminal;
    private final ThreadFailure failure = new ThreadFailure(this::stopOnFailure);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable JobClient job;
    private volatile boolean stopping;

    /** Creates a run that prints its progress to a terminal. */
    public LocalRun(JobConfig config, Terminal terminal) {
        this.config = config;
        this.terminal = terminal;
    }

    /**
     * Runs until the job ends.
     *
     * @return the exit code: 0 if every configured window has ended, otherwise 1
     * @throws ConfigException if a configured model cannot be used
     */
    public int execute() throws Exception {
        Path folder = RunFolder.of(config);
        LogFile.set(folder.resolve(LocalCluster.LOG)); // before the models' engines log
        ModelsCheck.of(config);
        RunFolder.create(folder, config);
        terminal.println("results in " + folder);
        try (SidecarProcess sidecar =
                SidecarProcess.start(config, folder, this::printUnlessStopping, failure)) {
            return run(configFor(folder, sidecar.address()), folder, sidecar);
        } finally {
            finished.countDown();
        }
    }

    /** Returns whether a signal has requested the end of the run. */
    public boolean stopped() {
        return stopping;
    }

    private JobConfig configFor(Path folder, String address) {
        OutputConfig out = config.output();
        SidecarConfig s = config.sidecar();
        return new JobConfig(
                config.site(),
                config.gpus(),
                config.seed(),
                config.cameras(),
                config.camerasFile(),
                config.window(),
                config.sampling(),
                config.teacher(),
                config.student(),
                config.inference(),
                config.retraining(),
                config.scheduler(),
                new SidecarConfig(
                        address,
                        s.folder(),
                        s.exemplars(),
                        s.heldOut(),
                        s.minHeldOut(),
                        s.checkpointMargin(),
                        s.device(),
                        s.shareControl()),
                new OutputConfig(
                        String.valueOf(folder.getParent()),
                        String.valueOf(folder.getFileName()),
                        out.predictions(),
                        out.keepMiB(),
                        out.rollHours(),
                        withFiles(out.to())),
                config.kafka(),
                config.mqtt(),
                config.flink());
    }

    /** Progress and report are read from the run's files. */
    private static List<String> withFiles(List<String> to) {
        return to.contains(OutputConfig.FILES)
                ? to
                : Stream.concat(to.stream(), Stream.of(OutputConfig.FILES)).toList();
    }

    private int run(JobConfig effective, Path folder, SidecarProcess sidecar) throws Exception {
        LocalCluster cluster = LocalCluster.of(effective, sidecar.token());
        JobClient submitted = cluster.submit();
        job = submitted;
        failure.rethrow(); // a failure before the job could be cancelled
        terminal.println("web UI at " + cluster.webUi());
        terminal.println(
                "the cameras start at "
                        + CLOCK.format(Instant.ofEpochMilli(cluster.startMillis())));
        DeviceMeter meter = new DeviceMeter(folder, sidecar::pid);
        ProgressView view =
                new ProgressView(
                        effective,
                        folder,
                        terminal,
                        System::currentTimeMillis,
                        w -> RunSummary.deviceRatio(folder, w, effective.gpus()));
        Thread onSignal =
                DaemonThreads.named("stop-on-signal", () -> stopOnSignal(submitted), failure);
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            Throwable jobFailure;
            try (PeriodicTasks tasks = new PeriodicTasks(terminal::println, failure)) {
                tasks.schedule("measuring CPU time", METER_MILLIS, meter::sample);
                tasks.schedule("showing progress", REFRESH_MILLIS, view::refresh);
                jobFailure = await(submitted);
            }
            meter.sample();
            view.close();
            return finish(folder, view, jobFailure);
        } finally {
            if (!stopping) {
                Runtime.getRuntime().removeShutdownHook(onSignal);
            }
        }
    }

    private @Nullable Throwable await(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private int finish(Path folder, ProgressView view, @Nullable Throwable jobFailure)
            throws IOException {
        Path report = Report.write(folder);
        terminal.println(SummaryText.of(RunSummary.of(folder)));
        terminal.println("report: " + report);
        failure.rethrow();
        if (jobFailure != null && !stopping) {
            throw new CommandFailure(
                    "the job failed: " + root(jobFailure) + "; see " + folder.resolve("job.log"),
                    jobFailure);
        }
        int windowCount = config.window().count();
        if (stopping || view.windows() < windowCount) {
            terminal.println(
                    "stopped after "
                            + view.windows()
                            + " windows"
                            + (windowCount > 0 ? " of " + windowCount : ""));
            return stopping && windowCount == 0 ? 0 : 1;
        }
        return 0;
    }

    /** Cancels the job on a signal; the JVM exits after the main thread has written the report. */
    private void stopOnSignal(JobClient submitted) {
        stopping = true;
        terminal.println("stopping ...");
        try {
            submitted.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
            if (!finished.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                terminal.println("the job did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            terminal.println("the job could not be cancelled: " + e);
        }
    }

    /** Ends the run after a failure in one of its threads; the main thread rethrows it. */
    private void stopOnFailure(Throwable e) {
        terminal.println("internal error: " + e + "; stopping the run");
        JobClient running = job;
        if (running != null) {
            running.cancel();
        }
    }

    private void printUnlessStopping(String text) {
        if (!stopping) {
            terminal.println(text);
        }
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
