package io.ekya.app.local;

import io.ekya.app.progress.ProgressView;
import io.ekya.app.progress.SummaryText;
import io.ekya.app.progress.Terminal;
import io.ekya.app.report.Report;
import io.ekya.app.report.RunSummary;
import io.ekya.command.CommandFailure;
import io.ekya.job.config.ConfigException;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.OutputConfig;
import io.ekya.job.config.SidecarConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job on this machine from beginning to end: folder, sidecar, Flink, progress, report. A
 * signal (Ctrl-C, SIGTERM) stops the job within a time limit and still leaves a report.
 */
public final class LocalRun {
    private static final long STOP_SECONDS = 15;

    private final JobConfig config;
    private final Terminal terminal;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean stopping;

    /** A run of a configuration that tells about itself on a terminal. */
    public LocalRun(JobConfig config, Terminal terminal) {
        this.config = config;
        this.terminal = terminal;
    }

    /**
     * Runs to the end; gives the exit code, 0 where every window is there.
     *
     * @throws ConfigException where a model that the configuration names cannot be used
     */
    public int execute() throws Exception {
        ModelsCheck.of(config);
        Path folder = RunFolder.make(config);
        LogFile.into(folder.resolve("job.log"));
        terminal.say("results in " + folder);
        try (SidecarProcess sidecar =
                SidecarProcess.start(config, folder, this::tellUnlessStopping)) {
            return run(configFor(folder, sidecar.address()), folder, sidecar);
        } finally {
            finished.countDown();
        }
    }

    /** Whether a signal has asked for its end. */
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
                        out.predictions()),
                config.flink());
    }

    private int run(JobConfig effective, Path folder, SidecarProcess sidecar) throws Exception {
        LocalCluster cluster = LocalCluster.of(effective);
        JobClient job = cluster.submit();
        terminal.say("web UI at " + cluster.webUi());
        DeviceMeter meter = new DeviceMeter(folder, sidecar::pid);
        ProgressView view =
                new ProgressView(
                        effective,
                        folder,
                        terminal,
                        System::currentTimeMillis,
                        w -> RunSummary.deviceRatio(folder, w, effective.gpus()));
        Thread onSignal = new Thread(() -> stop(job), "stop-on-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        ScheduledExecutorService ticks =
                Executors.newSingleThreadScheduledExecutor(LocalRun::daemon);
        ticks.scheduleAtFixedRate(quietly(meter::sample), 0, 1000, TimeUnit.MILLISECONDS);
        ticks.scheduleAtFixedRate(quietly(view::refresh), 500, 500, TimeUnit.MILLISECONDS);
        Throwable failure = await(job);
        ticks.shutdown();
        ticks.awaitTermination(5, TimeUnit.SECONDS);
        meter.sample();
        view.close();
        int code = finish(folder, view, failure);
        if (!stopping) {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        }
        return code;
    }

    private @Nullable Throwable await(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private int finish(Path folder, ProgressView view, @Nullable Throwable failure)
            throws IOException {
        Path report = Report.write(folder);
        terminal.say(SummaryText.of(RunSummary.of(folder)));
        terminal.say("report: " + report);
        if (failure != null && !stopping) {
            throw new CommandFailure(
                    "the job failed: "
                            + root(failure)
                            + ". More in "
                            + folder.resolve("job.log")
                            + ".",
                    failure);
        }
        int wanted = config.window().count();
        if (stopping || view.windows() < wanted) {
            terminal.say(
                    "stopped after "
                            + view.windows()
                            + " windows"
                            + (wanted > 0 ? " of " + wanted : ""));
            return stopping && wanted == 0 ? 0 : 1;
        }
        return 0;
    }

    /** Called by a signal: the main thread does the rest, and the JVM waits for it here. */
    private void stop(JobClient job) {
        stopping = true;
        terminal.say("stopping ...");
        try {
            job.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
            if (!finished.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                terminal.say("the job did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            terminal.say("the job could not be stopped in order: " + e);
        }
    }

    private void tellUnlessStopping(String text) {
        if (!stopping) {
            terminal.say(text);
        }
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private Runnable quietly(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                terminal.say("the display stumbled: " + e);
            }
        };
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }
}
