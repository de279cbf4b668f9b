/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sampling;

import io.ekya.job.config.SamplingConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.sample.BurstBudget;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides which of the frames that the cameras offer are labelled: as many bursts per window as
 * configured, spread evenly. Frames for evaluation and heartbeats pass.
 */
public final class SampleFunction extends KeyedProcessFunction<String, FrameCrops, FrameCrops> {
    private static final long serialVersionUID = 1L;

    /** Bursts of the running window; one record per camera, never cleared. */
    static final ValueStateDescriptor<SampledBursts> BURSTS =
            new ValueStateDescriptor<>("bursts", SampledBursts.class);

    private final WindowClock windows;
    private final int bursts;
    private final int burstLength;
    private transient BurstBudget budget;
    private transient ValueState<SampledBursts> state;
    private transient Counter declined;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public SampleFunction(SamplingConfig sampling, WindowClock windows) {
        this.windows = windows;
        this.bursts = sampling.bursts();
        this.burstLength = sampling.offsets().stream().mapToInt(o -> o).max().orElse(0) + 1;
    }

    @Override
    public void open(OpenContext context) {
        budget = new BurstBudget(bursts);
        state = getRuntimeContext().getState(BURSTS);
        declined = getRuntimeContext().getMetricGroup().counter("framesDeclined");
    }

    @Override
    public void processElement(FrameCrops frame, Context context, Collector<FrameCrops> out)
            throws Exception {
        if (!frame.isFrame() || frame.use() != FrameCrops.Use.CANDIDATE) {
            out.collect(frame);
            return;
        }
        SampledBursts now = offered(frame);
        state.update(now);
        if (now.isTaken()) {
            out.collect(frame);
        } else {
            declined.inc();
        }
    }

    private SampledBursts offered(FrameCrops frame) throws Exception {
        long time = frame.times().eventMillis();
        long window = windows.windowOf(time);
        SampledBursts before = state.value();
        if (before == null) {
            before = new SampledBursts(window, 0, frame.index() - burstLength, false);
        }
        SampledBursts current = before.inWindow(window);
        long position = frame.index() - current.burstStart();
        if (position >= 0 && position < burstLength) {
            return current;
        }
        double elapsed = (time - windows.startOf(window)) / (double) windows.windowMillis();
        return current.offered(frame.index(), budget.takes(current.taken(), elapsed));
    }
}
