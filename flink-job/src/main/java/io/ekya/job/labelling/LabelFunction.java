/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceShare;
import io.ekya.job.commands.RetryingSender;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.models.Models;
import io.ekya.job.models.StudentLoader;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.task.TaskFailure;
import io.ekya.label.Teacher;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels sampled frames with the teacher, off the task thread, and emits at the end of each window
 * what the labels showed. Frames that wait in memory are lost on a failure, which only means fewer
 * labels.
 */
public final class LabelFunction
        extends KeyedBroadcastProcessFunction<String, FrameCrops, Control, Summary> {
    private static final Logger LOG = LoggerFactory.getLogger(LabelFunction.class);
    private static final long serialVersionUID = 1L;

    /** Window whose timer is set; cleared when the camera has been removed. */
    static final ValueStateDescriptor<Long> TIMER = new ValueStateDescriptor<>("timer", Long.class);

    /** The last window that has ended; cleared when the camera has been removed. */
    static final ValueStateDescriptor<EndedWindow> LAST_ENDED =
            new ValueStateDescriptor<>("lastEnded", EndedWindow.class);

    private static final long POLL_MILLIS = 100;

    /** Timeout for a camera's last summary, when everything else is done. */
    private static final long LAST_SUMMARY_MILLIS = 10_000;

    private final JobConfig config;
    private final WindowClock windows;
    private final CameraKeys keys;
    private final Models models;
    private final SidecarFactory sidecar;
    private final long graceMillis;
    private transient LabelWorker worker;
    private transient ValueState<Long> timer;
    private transient ValueState<EndedWindow> lastEnded;
    private transient Set<String> resumed; // cameras that this attempt has seen
    private transient RetryingSender sender;
    private transient Map<String, StudentVersion> students;
    private transient Map<String, Deque<CompletableFuture<LabelSummary>>> awaited;
    private transient Counter dropped;
    private transient ThreadFailure failure;

    /**
     * @param graceMillis how long after the end of a window its frames are still labelled
     */
    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public LabelFunction(
            JobConfig config,
            WindowClock windows,
            Models models,
            SidecarFactory sidecar,
            long graceMillis) {
        this.config = config;
        this.windows = windows;
        this.keys = CameraKeys.of(config);
        this.models = models;
        this.sidecar = sidecar;
        this.graceMillis = graceMillis;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        int busy =
                config.changesCameras()
                        ? subtasks // each may get a camera
                        : Math.max(1, Math.min(subtasks, config.cameras().size()));
        timer = getRuntimeContext().getState(TIMER);
        students = new HashMap<>();
        resumed = new HashSet<>();
        lastEnded = getRuntimeContext().getState(LAST_ENDED);
        awaited = new HashMap<>();
        failure = TaskFailure.of(getRuntimeContext());
        dropped = getRuntimeContext().getMetricGroup().counter("framesNotLabelled");
        DeviceShare share =
                models.governor().open("label " + subtask, config.teacher().share() / busy);
        StudentLoader loader =
                new StudentLoader(
                        "students of label " + subtask, models, sidecar.connect(), failure);
        sender =
                new RetryingSender(
                        "labels " + subtask,
                        sidecar.connect(),
                        LabelProcessor.SENDER_CAPACITY,
                        failure);
        worker =
                new LabelWorker(
                        "teacher " + subtask,
                        new LabelProcessor(config, teacher(), share, loader, sender),
                        new LabelWorker.Limits(config.teacher().queue(), graceMillis),
                        System::currentTimeMillis,
                        failure);
        worker.start();
        registerMetrics(getRuntimeContext().getMetricGroup(), worker, share);
    }

    private static void registerMetrics(MetricGroup group, LabelWorker worker, DeviceShare share) {
        group.gauge("framesWaiting", (Gauge<Integer>) worker::waiting);
        group.gauge("framesLabelled", (Gauge<Long>) worker::labelled);
        group.gauge("shareRequested", (Gauge<Double>) share::requested);
        group.gauge("busySeconds", (Gauge<Double>) () -> share.busyNanos() / 1e9);
    }

    private @Nullable Teacher teacher() {
        try {
            return models.teacher();
        } catch (IOException | RuntimeException e) {
            LOG.error("The teacher cannot be opened; nothing is labelled or retrained", e);
            return null;
        }
    }

    @Override
    public void processElement(FrameCrops frame, ReadOnlyContext context, Collector<Summary> out)
            throws Exception {
        failure.rethrow();
        long window = windows.windowOf(frame.times().eventMillis());
        if (!windows.has(window) || !isRunning(frame.camera(), context)) {
            return;
        }
        if (timer.value() == null) {
            timer.update(window);
            context.timerService().registerEventTimeTimer(windows.timerOf(window));
        }
        if (resumed.add(frame.camera())) {
            repeatProfileRequest(frame.camera(), window);
        }
        StudentVersion version =
                context.getBroadcastState(ControlState.STUDENTS).get(frame.camera());
        if (version != null && version.isNewerThan(students.get(frame.camera()))) {
            students.put(frame.camera(), version);
            worker.useStudent(frame.camera(), version.sha256());
        }
        if (frame.isFrame() && !worker.label(frame, window)) {
            dropped.inc();
        }
    }

    private boolean isRunning(String camera, ReadOnlyContext context) throws Exception {
        return !config.changesCameras()
                || ControlState.isRunning(camera, context.getBroadcastState(ControlState.CAMERAS));
    }

    /**
     * The request for the profile of the last window may have been lost with an earlier attempt of
     * this task. The sidecar profiles a window once.
     */
    private void repeatProfileRequest(String camera, long window) throws Exception {
        EndedWindow ended = lastEnded.value();
        if (ended != null && ended.window() == window - 1) {
            worker.repeatRequest(camera, ended.window(), ended.closedAtMillis());
        }
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<Summary> out)
            throws Exception {
        ControlState.takeStudents(control, context.getBroadcastState(ControlState.STUDENTS));
        CameraSet cameras = control.cameras();
        if (cameras != null && config.changesCameras()) {
            ControlState.takeCameras(
                    control,
                    context.getBroadcastState(ControlState.CAMERAS),
                    context.getBroadcastState(ControlState.ALLOCATIONS),
                    context.getBroadcastState(ControlState.STUDENTS));
            students.keySet().retainAll(cameras.ids());
            resumed.retainAll(cameras.ids());
            worker.useCameras(cameras.ids());
        }
        control.allocations().stream()
                .mapToLong(Allocation::epoch)
                .max()
                .ifPresent(sender::useEpoch);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Summary> out)
            throws Exception {
        failure.rethrow();
        if (!keys.isCurrent(context.getCurrentKey())) {
            timer.clear(); // the camera has another key since its savepoint
            lastEnded.clear();
            return;
        }
        String camera = CameraKeys.cameraOf(context.getCurrentKey());
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            emitReady(camera, out);
        } else if (!isRunning(camera, context)) {
            timer.clear();
            lastEnded.clear();
        } else {
            long window = windows.windowOf(time);
            long watermark = context.timerService().currentWatermark();
            if (watermark == Long.MAX_VALUE || windows.isTimer(time)) {
                endWindow(camera, window);
            }
            if (watermark == Long.MAX_VALUE) {
                awaitLast(camera, out);
                return;
            }
            long next = windows.next(window, watermark);
            if (windows.has(next)) {
                timer.update(next);
                context.timerService().registerEventTimeTimer(windows.timerOf(next));
            }
        }
        if (!awaited(camera).isEmpty()) {
            long next = context.timerService().currentProcessingTime() + POLL_MILLIS;
            context.timerService().registerProcessingTimeTimer(next);
        }
    }

    private void endWindow(String camera, long window) throws Exception {
        long now = System.currentTimeMillis();
        awaited(camera).add(worker.endWindow(camera, window, now));
        lastEnded.update(new EndedWindow(window, now));
        resumed.add(camera);
    }

    private Deque<CompletableFuture<LabelSummary>> awaited(String camera) {
        return awaited.computeIfAbsent(camera, c -> new ArrayDeque<>());
    }

    private void emitReady(String camera, Collector<Summary> out) throws InterruptedException {
        Deque<CompletableFuture<LabelSummary>> summaries = awaited(camera);
        while (!summaries.isEmpty() && summaries.element().isDone()) {
            emit(camera, summaries.remove(), out);
        }
    }

    /** At the end of the input nothing else is left to do, so waiting is fine. */
    private void awaitLast(String camera, Collector<Summary> out) throws InterruptedException {
        Deque<CompletableFuture<LabelSummary>> summaries = awaited(camera);
        while (!summaries.isEmpty()) {
            emit(camera, summaries.remove(), out);
        }
        worker.drain(graceMillis);
        failure.rethrow();
    }

    /** Emits a summary; logs a warning if it failed or does not arrive in time. */
    private void emit(
            String camera, CompletableFuture<LabelSummary> summary, Collector<Summary> out)
            throws InterruptedException {
        try {
            out.collect(Summary.of(summary.get(LAST_SUMMARY_MILLIS, TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            LOG.warn("The last labels of camera {} did not arrive in time", camera);
        } catch (ExecutionException | CancellationException e) {
            failure.rethrow();
            LOG.warn("The labels of camera {} could not be summarised", camera, e);
        }
    }

    @Override
    public void close() throws Exception {
        if (worker != null) {
            worker.close();
        }
    }
}
