package io.ekya.job.windows;

import io.ekya.job.metrics.CameraGauges;
import io.ekya.job.record.InferenceSummary;
import io.ekya.job.record.LabelSummary;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.record.WindowResult;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Closes a camera's windows: counts its answers, and when event time has passed a window's end
 * emits one result with what inference and labelling said about it. Labels that are late are waited
 * for a while of wall-clock time, then the window closes without them. A camera that delivers
 * nothing gets results with no frames.
 */
public final class WindowsFunction
        extends KeyedCoProcessFunction<String, Prediction, Summary, WindowResult> {
    private static final long serialVersionUID = 1L;

    /** What was counted, per window; cleared when the window's result is emitted. */
    static final MapStateDescriptor<Long, WindowTally> TALLIES =
            new MapStateDescriptor<>("tallies", Long.class, WindowTally.class);

    /** What inference measured, per window; cleared when the window's result is emitted. */
    static final MapStateDescriptor<Long, InferenceSummary> INFERENCE =
            new MapStateDescriptor<>("inference", Long.class, InferenceSummary.class);

    /** What labels showed, per window; cleared when the window's result is emitted. */
    static final MapStateDescriptor<Long, LabelSummary> LABELS =
            new MapStateDescriptor<>("labels", Long.class, LabelSummary.class);

    /** Windows that have ended and wait for labels: when, wall clock; cleared with the result. */
    static final MapStateDescriptor<Long, Long> WAITING =
            new MapStateDescriptor<>("waiting", Long.class, Long.class);

    /** Number of the first window without result; one number a camera, kept while it exists. */
    static final ValueStateDescriptor<Long> OPEN_FROM =
            new ValueStateDescriptor<>("openFrom", Long.class);

    private final String site;
    private final WindowClock windows;
    private final long graceMillis;
    private transient MapState<Long, WindowTally> tallies;
    private transient MapState<Long, InferenceSummary> inference;
    private transient MapState<Long, LabelSummary> labels;
    private transient MapState<Long, Long> waiting;
    private transient ValueState<Long> openFrom;
    private transient CameraGauges gauges;
    private transient Counter late;

    /**
     * @param graceMillis how long an ended window waits for its labels, wall clock
     */
    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public WindowsFunction(String site, WindowClock windows, long graceMillis) {
        this.site = site;
        this.windows = windows;
        this.graceMillis = graceMillis;
    }

    @Override
    public void open(OpenContext context) {
        tallies = getRuntimeContext().getMapState(TALLIES);
        inference = getRuntimeContext().getMapState(INFERENCE);
        labels = getRuntimeContext().getMapState(LABELS);
        waiting = getRuntimeContext().getMapState(WAITING);
        openFrom = getRuntimeContext().getState(OPEN_FROM);
        gauges = new CameraGauges(getRuntimeContext().getMetricGroup());
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement1(Prediction answer, Context context, Collector<WindowResult> out)
            throws Exception {
        long window = answer.window();
        if (!isOpen(window, context)) {
            late.inc();
            return;
        }
        WindowTally tally = tallies.get(window);
        if (tally == null) {
            tally = new WindowTally();
        }
        tally.add(answer);
        tallies.put(window, tally);
    }

    @Override
    public void processElement2(Summary summary, Context context, Collector<WindowResult> out)
            throws Exception {
        long window = summary.window();
        if (!isOpen(window, context)) {
            late.inc();
            return;
        }
        if (summary.inference() != null) {
            inference.put(window, summary.inference());
        }
        if (summary.labels() != null) {
            labels.put(window, summary.labels());
            if (waiting.contains(window)) {
                closeUpTo(window, context.getCurrentKey(), out);
            }
        }
    }

    /** Whether the window exists and has no result yet; sees to its timer when it has none. */
    private boolean isOpen(long window, Context context) throws Exception {
        Long from = openFrom.value();
        if (from == null && windows.has(window)) {
            openFrom.update(window);
            context.timerService().registerEventTimeTimer(windows.timerOf(window));
            return true;
        }
        return windows.has(window) && from != null && window >= from;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<WindowResult> out)
            throws Exception {
        String camera = context.getCurrentKey();
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            closeOverdue(time, camera, out);
            return;
        }
        long window = windows.windowOf(time);
        if (ended || labels.contains(window)) {
            closeUpTo(window, camera, out);
        } else {
            long until = context.timerService().currentProcessingTime() + graceMillis;
            waiting.put(window, until);
            context.timerService().registerProcessingTimeTimer(until);
        }
        if (!ended && windows.has(window + 1)) {
            context.timerService().registerEventTimeTimer(windows.timerOf(window + 1));
        } else if (ended) {
            closeUpTo(newestKnown(window), camera, out);
        }
    }

    private void closeOverdue(long time, String camera, Collector<WindowResult> out)
            throws Exception {
        long newest = -1;
        for (Map.Entry<Long, Long> entry : waiting.entries()) {
            if (entry.getValue() <= time) {
                newest = Math.max(newest, entry.getKey());
            }
        }
        if (newest >= 0) {
            closeUpTo(newest, camera, out);
        }
    }

    private long newestKnown(long window) throws Exception {
        long newest = window;
        for (Long counted : tallies.keys()) {
            newest = Math.max(newest, counted);
        }
        return newest;
    }

    /** Emits the results of all open windows up to this one, in order. */
    private void closeUpTo(long window, String camera, Collector<WindowResult> out)
            throws Exception {
        Long from = openFrom.value();
        List<Long> closing = new ArrayList<>();
        for (long w = from == null ? window : from; w <= window; w++) {
            closing.add(w);
        }
        for (long w : closing) {
            WindowResult result = result(camera, w);
            gauges.set(camera, "accuracy", accuracyOf(result));
            gauges.set(camera, "trueAccuracy", result.trueAccuracy());
            out.collect(result);
            tallies.remove(w);
            inference.remove(w);
            labels.remove(w);
            waiting.remove(w);
            openFrom.update(w + 1);
        }
    }

    /** What production knows: agreement with the teacher times what carrying forward leaves. */
    private static double accuracyOf(WindowResult r) {
        return r.liveAccuracy() * r.accuracyFactors().getOrDefault(r.inference(), 1.0);
    }

    private WindowResult result(String camera, long window) throws Exception {
        WindowTally tally = tallies.get(window);
        if (tally == null) {
            tally = new WindowTally();
        }
        @Nullable InferenceSummary measured = inference.get(window);
        @Nullable LabelSummary labelled = labels.get(window);
        if (labelled == null) {
            int[] none = new int[ObjectClass.COUNT];
            labelled =
                    new LabelSummary(camera, window, 0, 0, Double.NaN, Map.of(), none, none, none);
        }
        if (measured == null) {
            measured =
                    new InferenceSummary(
                            camera, window, Map.of(), tally.configuration, 0, 0, tally.student);
        }
        BalancedAgreement balanced =
                BalancedAgreement.of(labelled.evaluatedCounts(), labelled.evaluatedRight());
        return new WindowResult(
                site,
                camera,
                window,
                windows.startOf(window),
                windows.endOf(window),
                tally.frames,
                tally.analysed,
                tally.dropped,
                tally.judged(),
                tally.right,
                tally.trueAccuracy(),
                tally.truthCounts,
                labelled.labels(),
                labelled.droppedFrames(),
                labelled.liveAccuracy(),
                labelled.accuracyFactors(),
                labelled.evaluatedCounts(),
                labelled.evaluatedRight(),
                balanced.student(),
                balanced.majority(),
                measured.demands(),
                measured.inference(),
                measured.inferenceShare(),
                measured.inferenceAchieved(),
                LatencyHistogram.quantile(tally.latencies, 0.99),
                measured.student());
    }
}
