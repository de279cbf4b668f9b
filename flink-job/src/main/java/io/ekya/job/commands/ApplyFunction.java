package io.ekya.job.commands;

import io.ekya.job.config.JobConfig;
import io.ekya.job.control.ControlState;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.WindowResult;
import io.ekya.sidecar.api.WindowReport;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries allocations out: every subtask sees each of them, and the one that owns the camera's key
 * tells the sidecar to retrain, resize or cancel. Reports what windows showed, and says when the
 * cameras have ended. Emits nothing.
 */
public final class ApplyFunction
        extends KeyedBroadcastProcessFunction<String, WindowResult, Control, String> {
    private static final Logger LOG = LoggerFactory.getLogger(ApplyFunction.class);
    private static final long serialVersionUID = 1L;

    /** Fires at the very end of event time. */
    private static final long END = Long.MAX_VALUE - 1;

    private static final long DRAIN_MILLIS = 20_000;

    private final JobConfig config;
    private final SidecarFactory sidecar;
    private transient SiteRules rules;
    private transient CommandSender sender;
    private transient long profilingEpoch;
    private transient long profilingRevision;
    private transient Set<String> ended;
    private transient boolean greeted;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public ApplyFunction(JobConfig config, SidecarFactory sidecar) {
        this.config = config;
        this.sidecar = sidecar;
    }

    @Override
    public void open(OpenContext context) {
        rules = SiteRules.of(config);
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        sender = new CommandSender("apply " + subtask, rules, sidecar.connect());
        sender.start();
        ended = new HashSet<>();
    }

    @Override
    public void processElement(
            WindowResult result, ReadOnlyContext context, Collector<String> out) {
        sender.report(
                new WindowReport(
                        result.site(),
                        result.camera(),
                        result.window(),
                        result.demands(),
                        result.frames(),
                        result.dropped()));
        context.timerService().registerEventTimeTimer(END);
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<String> out)
            throws Exception {
        if (!ControlState.takeAllocation(
                control, context.getBroadcastState(ControlState.ALLOCATIONS))) {
            return;
        }
        Allocation allocation = control.allocation();
        if (allocation == null) {
            return;
        }
        greeted = true;
        if (owns(allocation.camera())) {
            sender.apply(allocation);
        }
        closeEnded();
        boolean isNewDecision =
                allocation.epoch() != profilingEpoch || allocation.revision() != profilingRevision;
        if (isNewDecision && owns(rules.cameras().get(0))) {
            profilingEpoch = allocation.epoch();
            profilingRevision = allocation.revision();
            sender.profilingShare(allocation);
        }
    }

    /** Whether this subtask owns the camera's key, so that a command is sent once. */
    private boolean owns(String camera) {
        var task = getRuntimeContext().getTaskInfo();
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        camera,
                        task.getMaxNumberOfParallelSubtasks(),
                        task.getNumberOfParallelSubtasks())
                == task.getIndexOfThisSubtask();
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
        ended.add(context.getCurrentKey());
        closeEnded();
    }

    /** Not before the site was greeted, of which an allocation tells: greeting opens it again. */
    private void closeEnded() {
        if (greeted) {
            ended.forEach(sender::close);
        }
    }

    @Override
    public void close() throws Exception {
        if (sender == null) {
            return;
        }
        if (greeted && !ended.isEmpty() && !sender.drain(DRAIN_MILLIS)) {
            LOG.warn("the sidecar does not answer; it was not told that the cameras have ended");
        }
        sender.close();
    }
}
