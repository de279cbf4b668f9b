/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.WindowResult;
import io.ekya.job.task.TaskFailure;
import io.ekya.sidecar.api.WindowReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies allocations: every subtask receives all of them, and the one that owns the camera's key
 * sends the sidecar the commands to retrain, resize or cancel. Also reports window results to the
 * sidecar, and that cameras have ended. Emits nothing.
 */
public final class ApplyFunction
        extends KeyedBroadcastProcessFunction<String, WindowResult, Control, String> {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyFunction.class);
    private static final long serialVersionUID = 1L;

    /** Fires at the end of event time. */
    private static final long END = Long.MAX_VALUE - 1;

    private static final long DRAIN_MILLIS = 20_000;

    private final JobConfig config;
    private final CameraKeys keys;
    private final SidecarFactory sidecar;
    private transient CommandSender sender;
    private transient Set<String> reported; // cameras that this attempt has seen
    private transient Set<String> ended;
    private transient boolean handshakeDone;
    private transient ThreadFailure failure;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public ApplyFunction(JobConfig config, SidecarFactory sidecar) {
        this.config = config;
        this.keys = CameraKeys.of(config);
        this.sidecar = sidecar;
    }

    @Override
    public void open(OpenContext context) {
        SiteRules rules = SiteRules.of(config);
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        failure = TaskFailure.of(getRuntimeContext());
        sender = new CommandSender("apply " + subtask, rules, sidecar.connect(), failure);
        sender.start();
        reported = new HashSet<>();
        ended = new HashSet<>();
    }

    @Override
    public void processElement(
            WindowResult result, ReadOnlyContext context, Collector<String> out) {
        failure.rethrow();
        sender.report(
                new WindowReport(
                        result.site(),
                        result.camera(),
                        result.window(),
                        result.inference().demands(),
                        result.frames().delivered(),
                        result.frames().dropped()));
        reported.add(result.camera());
        context.timerService().registerEventTimeTimer(END);
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<String> out)
            throws Exception {
        failure.rethrow();
        if (config.changesCameras()) {
            ControlState.takeCameras(
                    control,
                    context.getBroadcastState(ControlState.CAMERAS),
                    context.getBroadcastState(ControlState.ALLOCATIONS),
                    context.getBroadcastState(ControlState.STUDENTS));
        }
        List<Allocation> taken =
                ControlState.takeAllocations(
                        control, context.getBroadcastState(ControlState.ALLOCATIONS));
        if (taken.isEmpty()) {
            return;
        }
        handshakeDone = true;
        sender.useEpoch(taken.get(0).epoch());
        for (Allocation allocation : taken) {
            if (owns(allocation.camera())) {
                sender.apply(allocation);
            }
        }
        if (owns(taken.get(0).camera())) {
            sender.profilingShare(taken.get(0));
        }
        closeEnded();
    }

    /** Whether this subtask owns the camera's key, so that a command is sent once. */
    private boolean owns(String camera) {
        var task = getRuntimeContext().getTaskInfo();
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        keys.of(camera),
                        task.getMaxNumberOfParallelSubtasks(),
                        task.getNumberOfParallelSubtasks())
                == task.getIndexOfThisSubtask();
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
        failure.rethrow();
        ended.add(CameraKeys.cameraOf(context.getCurrentKey()));
        closeEnded();
        if (handshakeDone && ended.containsAll(reported)) {
            sender.drain(DRAIN_MILLIS); // here and not in close, which cannot fail the task
            failure.rethrow();
        }
    }

    /** Waits for the handshake, which reopens the site; the first allocation follows it. */
    private void closeEnded() {
        if (handshakeDone) {
            ended.forEach(sender::close);
        }
    }

    @Override
    public void close() throws Exception {
        if (sender == null) {
            return;
        }
        if (handshakeDone && !ended.isEmpty() && !sender.drain(DRAIN_MILLIS)) {
            LOG.warn("The sidecar does not answer; the end of the cameras was not reported to it");
        }
        sender.close();
    }
}
