/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfiguredSpeed;
import io.ekya.job.config.JobConfig;
import io.ekya.job.metrics.RetrainingCounts;
import io.ekya.job.planning.SiteEvents;
import io.ekya.job.planning.SitePlanner;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.planning.SiteState;
import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.WindowClock;
import io.ekya.schedule.Policies;
import io.ekya.schedule.SpeedCurve;
import io.ekya.schedule.SpeedCurve.Point;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Schedules a site: plans each window when the profiles of all cameras have arrived or their
 * deadline has passed, and again whenever a retraining ends or deviates from its profile. At every
 * start it obtains a new epoch from the sidecar, so that commands of a replaced Flink job are
 * refused.
 */
public final class ScheduleFunction extends KeyedProcessFunction<String, SidecarEvent, Control> {
    private static final long serialVersionUID = 1L;

    /** State of the site; one record per site, never cleared. */
    static final ValueStateDescriptor<SiteState> SITE =
            new ValueStateDescriptor<>("site", SiteState.class);

    private static final long POLL_MILLIS = 100;

    private final JobConfig config;
    private final WindowClock windows;
    private final SidecarFactory sidecar;
    private transient SiteRules rules;
    private transient SitePlanner planner;
    private transient SiteEvents events;

    /** Points of the speed-of-share curve, share and speed; linear if empty. */
    private final double[][] speed;

    private transient ValueState<SiteState> state;
    private transient Handshake handshake;
    private transient boolean handshakeDone;
    private transient ThreadFailure failure;
    private transient RetrainingCounts retrainings;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public ScheduleFunction(JobConfig config, WindowClock windows, SidecarFactory sidecar) {
        this.config = config;
        this.speed =
                ConfiguredSpeed.of(config).stream()
                        .flatMap(curve -> curve.points().stream())
                        .map(p -> new double[] {p.share(), p.speed()})
                        .toArray(double[][]::new);
        this.windows = windows;
        this.sidecar = sidecar;
    }

    @Override
    public void open(OpenContext context) {
        rules = SiteRules.of(config).withSpeed(speed());
        planner = new SitePlanner(rules, Policies.named(config.scheduler().policy()));
        events = new SiteEvents(windows);
        state = getRuntimeContext().getState(SITE);
        failure = new ThreadFailure();
        retrainings = new RetrainingCounts(getRuntimeContext().getMetricGroup());
        handshake =
                new Handshake(
                        sidecar.connect(),
                        new HelloRequest(rules.site(), rules.cameras()),
                        failure);
        handshake.start();
    }

    private Optional<SpeedCurve> speed() {
        return Optional.of(Arrays.stream(speed).map(p -> new Point(p[0], p[1])).toList())
                .filter(points -> !points.isEmpty())
                .map(SpeedCurve::new);
    }

    @Override
    public void processElement(SidecarEvent event, Context context, Collector<Control> out)
            throws Exception {
        failure.rethrow();
        SiteState site = completeHandshake(site(), context.timerService(), out);
        if (site.counts(event.n())) {
            retrainings.count(event);
            SiteEvents.Outcome outcome = events.apply(site, event);
            site = act(outcome, context.timerService(), out);
        }
        state.update(site);
    }

    private SiteState site() throws Exception {
        SiteState site = state.value();
        return site == null ? SiteState.unknown(rules) : site;
    }

    /** Takes up the sidecar's reply, once; polls for it until it has arrived. */
    private SiteState completeHandshake(
            SiteState site, TimerService timers, Collector<Control> out) {
        if (handshakeDone) {
            return site;
        }
        HelloReply reply = handshake.reply();
        if (reply == null) {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + POLL_MILLIS);
            return site;
        }
        handshakeDone = true;
        reply.students()
                .forEach(
                        (camera, sha256) ->
                                out.collect(
                                        Control.of(
                                                new StudentVersion(
                                                        rules.site(), camera, sha256, 0))));
        String reason = site.epoch() == null ? "start" : "restart";
        return emit(planner.repeat(site.withEpoch(reply.epoch(), reply.nextEvent()), reason), out);
    }

    private SiteState act(SiteEvents.Outcome outcome, TimerService timers, Collector<Control> out) {
        SiteState site = outcome.site();
        long now = timers.currentProcessingTime();
        String reason = outcome.action().reason();
        switch (outcome.action()) {
            case NOTHING -> {
                return site;
            }
            case MAKE_ROOM -> {
                timers.registerProcessingTimeTimer(Math.max(now + 1, deadline(site)));
                return emit(planner.makeRoom(site, now, reason), out);
            }
            case PLAN_WINDOW -> {
                return emit(planner.plan(site, now, reason), out);
            }
            case PLAN_COMPLETION, PLAN_FAILURE, PLAN_CORRECTION, PLAN_CHECKPOINT -> {
                return site.planned() ? emit(planner.plan(site, now, reason), out) : site;
            }
        }
        return site;
    }

    /** Wall-clock time until which planning waits for profiles. */
    private long deadline(SiteState site) {
        return site.startedAtMillis() + Math.round(1000 * rules.deadlineSeconds());
    }

    private static SiteState emit(SitePlanner.Allocated decided, Collector<Control> out) {
        decided.allocations().forEach(a -> out.collect(Control.of(a)));
        return decided.site();
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Control> out)
            throws Exception {
        failure.rethrow();
        SiteState site = completeHandshake(site(), context.timerService(), out);
        boolean isDue = time >= deadline(site) && site.window() > 0;
        if (site.epoch() != null && !site.planned() && isDue) {
            site = emit(planner.plan(site, time, SiteEvents.Action.PLAN_WINDOW.reason()), out);
        }
        state.update(site);
    }

    @Override
    public void close() throws Exception {
        if (handshake != null) {
            handshake.close();
        }
    }
}
