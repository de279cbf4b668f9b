package io.ekya.job.labelling;

import io.ekya.device.DeviceShare;
import io.ekya.job.commands.RetryingSender;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.ControlState;
import io.ekya.job.models.Models;
import io.ekya.job.models.StudentLoader;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.label.Teacher;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has sampled frames labelled by the teacher, off the task's thread, and says at each window's end
 * what the labels showed. What waits in memory is lost with a failure: fewer labels, nothing else.
 */
public final class LabelFunction
        extends KeyedBroadcastProcessFunction<String, FrameCrops, Control, Summary> {
    private static final Logger LOG = LoggerFactory.getLogger(LabelFunction.class);
    private static final long serialVersionUID = 1L;

    /** Window whose timer is set; one number a camera, kept while it exists. */
    static final ValueStateDescriptor<Long> TIMER = new ValueStateDescriptor<>("timer", Long.class);

    private static final long LOOK_AGAIN_MILLIS = 100;

    /** How long a camera's last labels are waited for when everything else is done. */
    private static final long LAST_MILLIS = 10_000;

    private final JobConfig config;
    private final WindowClock windows;
    private final Models models;
    private final SidecarFactory sidecar;
    private final long graceMillis;
    private transient LabelWorker worker;
    private transient ValueState<Long> timer;
    private transient Map<String, Long> sequences;
    private transient Map<String, Integer> awaited;
    private transient Counter dropped;

    /**
     * @param graceMillis how long after a window's end its frames are still labelled
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
        this.models = models;
        this.sidecar = sidecar;
        this.graceMillis = graceMillis;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        timer = getRuntimeContext().getState(TIMER);
        sequences = new HashMap<>();
        awaited = new HashMap<>();
        dropped = getRuntimeContext().getMetricGroup().counter("framesNotLabelled");
        DeviceShare share =
                models.governor().open("label " + subtask, config.teacher().share() / subtasks);
        StudentLoader loader =
                new StudentLoader("students of label " + subtask, models, sidecar.connect());
        RetryingSender courier =
                new RetryingSender(
                        "labels " + subtask, sidecar.connect(), LabelProcessor.MOST_CALLS);
        LabelProcessor desk = new LabelProcessor(config, teacher(), share, loader, courier);
        worker = new LabelWorker("teacher " + subtask, desk, config.teacher().queue(), graceMillis);
        worker.start();
    }

    private @Nullable Teacher teacher() {
        try {
            return models.teacher();
        } catch (IOException | RuntimeException e) {
            LOG.error("there is no teacher, so nothing is labelled or retrained", e);
            return null;
        }
    }

    @Override
    public void processElement(FrameCrops frame, ReadOnlyContext context, Collector<Summary> out)
            throws Exception {
        long window = windows.windowOf(frame.timeMillis());
        if (!windows.has(window)) {
            return;
        }
        if (timer.value() == null) {
            timer.update(window);
            context.timerService().registerEventTimeTimer(windows.timerOf(window));
        }
        StudentVersion version =
                context.getBroadcastState(ControlState.STUDENTS).get(frame.camera());
        if (version != null
                && version.sequence() > sequences.getOrDefault(frame.camera(), Long.MIN_VALUE)) {
            sequences.put(frame.camera(), version.sequence());
            worker.useStudent(frame.camera(), version.sha256());
        }
        if (frame.kind() == FrameCrops.FRAME && !worker.label(frame, window)) {
            dropped.inc();
        }
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<Summary> out)
            throws Exception {
        ControlState.takeStudent(control, context.getBroadcastState(ControlState.STUDENTS));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Summary> out)
            throws Exception {
        String camera = context.getCurrentKey();
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            emitReady(camera, out);
        } else {
            long window = windows.windowOf(time);
            worker.endWindow(camera, window, System.currentTimeMillis());
            awaited.merge(camera, 1, Integer::sum);
            if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
                awaitLast(camera, out);
                return;
            }
            if (windows.has(window + 1)) {
                timer.update(window + 1);
                context.timerService().registerEventTimeTimer(windows.timerOf(window + 1));
            }
        }
        if (awaited.getOrDefault(camera, 0) > 0) {
            long again = context.timerService().currentProcessingTime() + LOOK_AGAIN_MILLIS;
            context.timerService().registerProcessingTimeTimer(again);
        }
    }

    private void emitReady(String camera, Collector<Summary> out) {
        for (LabelSummary s = worker.poll(camera); s != null; s = worker.poll(camera)) {
            out.collect(Summary.of(s));
            awaited.merge(camera, -1, Integer::sum);
        }
    }

    /** At the very end nothing else is left to do, so the last summary may be waited for. */
    private void awaitLast(String camera, Collector<Summary> out) throws InterruptedException {
        while (awaited.getOrDefault(camera, 0) > 0) {
            LabelSummary summary = worker.await(camera, LAST_MILLIS);
            if (summary == null) {
                LOG.warn("the last labels of camera {} did not come in time", camera);
                return;
            }
            out.collect(Summary.of(summary));
            awaited.merge(camera, -1, Integer::sum);
        }
        worker.drain(graceMillis);
    }

    @Override
    public void close() throws Exception {
        if (worker != null) {
            worker.close();
        }
    }
}
