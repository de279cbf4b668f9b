/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.windows;

import io.ekya.job.control.CameraKeys;
import io.ekya.job.metrics.CameraGauges;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.InferenceSummary;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.LabelSummary;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.record.WindowResult;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
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
 * Closes a camera's windows: counts predictions, and when event time has passed the end of a window
 * emits one result with the statistics of inference and labelling. A window waits for late labels
 * for a grace period of wall-clock time, then closes without them. A camera that delivers nothing
 * gets results without frames.
 */
public final class WindowsFunction
        extends KeyedCoProcessFunction<String, Prediction, Summary, WindowResult> {
    private static final long serialVersionUID = 1L;

    /** Counts per window; cleared when the window's result is emitted. */
    static final MapStateDescriptor<Long, WindowTally> TALLIES =
            new MapStateDescriptor<>("tallies", Long.class, WindowTally.class);

    /** Inference statistics per window; cleared when the window's result is emitted. */
    static final MapStateDescriptor<Long, InferenceSummary> INFERENCE =
            new MapStateDescriptor<>("inference", Long.class, InferenceSummary.class);

    /** Label statistics per window; cleared when the window's result is emitted. */
    static final MapStateDescriptor<Long, LabelSummary> LABELS =
            new MapStateDescriptor<>("labels", Long.class, LabelSummary.class);

    /** Ended windows that wait for labels, and until when (wall clock); cleared with the result. */
    static final MapStateDescriptor<Long, Long> WAITING =
            new MapStateDescriptor<>("waiting", Long.class, Long.class);

    /** Number of the first window without a result; cleared when the camera has been removed. */
    static final ValueStateDescriptor<Long> OPEN_FROM =
            new ValueStateDescriptor<>("openFrom", Long.class);

    /** Agreement of the serving student so far; one record per camera, replaced at promotions. */
    static final ValueStateDescriptor<ServedStudent> SERVED =
            new ValueStateDescriptor<>("served", ServedStudent.class);

    /** Whether the camera has been removed; cleared when it is added again. */
    static final ValueStateDescriptor<Boolean> REMOVED =
            new ValueStateDescriptor<>("removed", Boolean.class);

    private final String site;
    private final WindowClock windows;
    private final CameraKeys keys;
    private final long graceMillis;
    private transient MapState<Long, WindowTally> tallies;
    private transient MapState<Long, InferenceSummary> inference;
    private transient MapState<Long, LabelSummary> labels;
    private transient MapState<Long, Long> waiting;
    private transient ValueState<Long> openFrom;
    private transient ValueState<ServedStudent> served;
    private transient ValueState<Boolean> removed;
    private transient CameraGauges gauges;
    private transient Counter late;

    /**
     * @param graceMillis how long an ended window waits for its labels, wall-clock time
     */
    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public WindowsFunction(String site, WindowClock windows, CameraKeys keys, long graceMillis) {
        this.site = site;
        this.windows = windows;
        this.keys = keys;
        this.graceMillis = graceMillis;
    }

    @Override
    public void open(OpenContext context) {
        tallies = getRuntimeContext().getMapState(TALLIES);
        inference = getRuntimeContext().getMapState(INFERENCE);
        labels = getRuntimeContext().getMapState(LABELS);
        waiting = getRuntimeContext().getMapState(WAITING);
        openFrom = getRuntimeContext().getState(OPEN_FROM);
        served = getRuntimeContext().getState(SERVED);
        removed = getRuntimeContext().getState(REMOVED);
        gauges = new CameraGauges(getRuntimeContext().getMetricGroup());
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement1(Prediction prediction, Context context, Collector<WindowResult> out)
            throws Exception {
        removed.clear(); // a camera may be added again
        Long window = countedIn(prediction.window(), context);
        if (window == null) {
            return;
        }
        WindowTally tally = tallies.get(window);
        if (tally == null) {
            tally = new WindowTally();
        }
        tally.add(prediction);
        tallies.put(window, tally);
    }

    @Override
    public void processElement2(Summary summary, Context context, Collector<WindowResult> out)
            throws Exception {
        long window = summary.window();
        if (summary.isRemoved()) {
            removed.update(true);
            return;
        }
        if (removed.value() != null && openFrom.value() == null) {
            late.inc(); // labels never open a window of a removed camera
            return;
        }
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
                closeUpTo(window, summary.camera(), out);
            }
        }
    }

    /**
     * Returns the window in which a frame counts. If its own already has a result, that is the
     * first one without, so that every frame is in one result; null if there is none.
     */
    private @Nullable Long countedIn(long window, Context context) throws Exception {
        if (isOpen(window, context)) {
            return window;
        }
        late.inc();
        Long from = openFrom.value();
        return from != null && window < from && windows.has(from) ? from : null;
    }

    /** Whether the window exists and has no result yet; sets the timer of the first one. */
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
        if (!keys.isCurrent(context.getCurrentKey())) {
            clear(); // the camera has another key since its savepoint
            return;
        }
        String camera = CameraKeys.cameraOf(context.getCurrentKey());
        boolean ended = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            closeOverdue(time, camera, out);
            return;
        }
        long window = windows.windowOf(time);
        if (removed.value() != null && !ended) {
            closeLast(window, camera, out);
            return;
        }
        if (!ended && !windows.isTimer(time)) {
            renumber(window);
            context.timerService().registerEventTimeTimer(windows.timerOf(window));
            return;
        }
        if (ended || labels.contains(window)) {
            closeUpTo(window, camera, out);
        } else {
            long until = context.timerService().currentProcessingTime() + graceMillis;
            waiting.put(window, until);
            context.timerService().registerProcessingTimeTimer(until);
        }
        long next = windows.next(window, context.timerService().currentWatermark());
        if (!ended && windows.has(next)) {
            context.timerService().registerEventTimeTimer(windows.timerOf(next));
        } else if (ended) {
            closeUpTo(newestKnown(window), camera, out);
        }
    }

    /** The savepoint is of another window length, so its numbers have another meaning. */
    private void renumber(long window) throws Exception {
        clear();
        openFrom.update(window);
    }

    /** Emits what a removed camera has left; results of windows without its frames end here. */
    private void closeLast(long window, String camera, Collector<WindowResult> out)
            throws Exception {
        long last = Long.MIN_VALUE;
        for (Long counted : tallies.keys()) {
            last = Math.max(last, counted);
        }
        if (last != Long.MIN_VALUE) {
            closeUpTo(Math.min(last, window), camera, out);
        }
        clear();
        removed.update(true);
        gauges.forget(camera);
    }

    private void clear() {
        tallies.clear();
        inference.clear();
        labels.clear();
        waiting.clear();
        openFrom.clear();
        served.clear();
        removed.clear();
    }

    private void closeOverdue(long time, String camera, Collector<WindowResult> out)
            throws Exception {
        long newest = Long.MIN_VALUE;
        for (Map.Entry<Long, Long> entry : waiting.entries()) {
            if (entry.getValue() <= time) {
                newest = Math.max(newest, entry.getKey());
            }
        }
        if (newest != Long.MIN_VALUE) {
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
        for (long w : toClose(window)) {
            WindowResult result = result(camera, w);
            gauges.set(camera, "accuracy", orNaN(result.estimatedAccuracy()));
            gauges.set(camera, "trueAccuracy", orNaN(result.truth().accuracy()));
            gauges.set(camera, "drift", orNaN(result.drift()));
            gauges.set(camera, "labels", result.labels().labels());
            gauges.set(camera, "windowEndMillis", result.endMillis());
            gauges.set(camera, "windowMillis", result.endMillis() - result.startMillis());
            out.collect(result);
            tallies.remove(w);
            inference.remove(w);
            labels.remove(w);
            waiting.remove(w);
            openFrom.update(w + 1);
        }
    }

    /** A long gap, after an outage or a jump of the clock, is not filled with empty results. */
    private SortedSet<Long> toClose(long window) throws Exception {
        Long from = openFrom.value();
        SortedSet<Long> closing = new TreeSet<>();
        for (Long counted : tallies.keys()) {
            if (counted <= window) {
                closing.add(counted);
            }
        }
        long first = from == null ? window : Math.max(from, window - WindowClock.LONGEST_GAP);
        for (long w = first; w <= window; w++) {
            closing.add(w);
        }
        return closing;
    }

    /** Gauges cannot be absent; they report NaN for an unknown value. */
    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private WindowResult result(String camera, long window) throws Exception {
        WindowTally tally = tallies.get(window);
        if (tally == null) {
            tally = new WindowTally();
        }
        InferenceSummary measured = inference.get(window);
        LabelSummary labelled = labels.get(window);
        LabelStatistics labelStatistics =
                labelled == null ? LabelStatistics.none() : labelled.statistics();
        InferenceStatistics inferred =
                measured == null
                        ? InferenceStatistics.none(tally.configuration, tally.student)
                        : measured.statistics();
        return new WindowResult(
                site,
                camera,
                window,
                windows.startOf(window),
                windows.endOf(window),
                tally.frameCounts(),
                tally.truth(),
                labelStatistics,
                HeldOutAgreement.of(labelStatistics),
                drift(inferred.student(), labelStatistics.liveAccuracy()),
                inferred);
    }

    /** The drift in the window that is closed, which is counted for the following ones. */
    private @Nullable Double drift(@Nullable String student, @Nullable Double agreement)
            throws Exception {
        ServedStudent before = served.value();
        if (student == null) {
            return null;
        }
        if (before == null || !before.student().equals(student)) {
            served.update(ServedStudent.promoted(student));
            return null;
        }
        if (agreement == null) {
            return null;
        }
        served.update(before.counting(agreement));
        return before.drift(agreement);
    }
}
