/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfiguredSpeed;
import io.ekya.job.config.JobConfig;
import io.ekya.job.metrics.RetrainingCounts;
import io.ekya.job.planning.EventPayloads;
import io.ekya.job.planning.SiteEvents;
import io.ekya.job.planning.SitePlanner;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.planning.SiteState;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.WindowClock;
import io.ekya.job.task.TaskFailure;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SpeedCurve;
import io.ekya.schedule.SpeedCurve.Point;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules a site: plans each window when the profiles of all cameras have arrived or their
 * deadline has passed, and again whenever a retraining ends or deviates from its profile.
 *
 * <p>At every start it obtains a new epoch from the sidecar, so that commands of a replaced Flink
 * job are refused. The sidecar journals the epoch's beginning among its events. A restored function
 * first applies the events before it, which are those that its checkpoint does not contain, and
 * controls the site from that event on.
 *
 * <p>If cameras can change, it waits for the cameras before it asks for an epoch, and asks for
 * another one when cameras are added or removed: the site then continues as a restored one with
 * other cameras does. The sidecar cancels the retrainings of cameras that are gone.
 */
public final class ScheduleFunction
        extends KeyedCoProcessFunction<String, SidecarEvent, CameraSet, Control> {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleFunction.class);
    private static final long serialVersionUID = 1L;

    /** State of the site; one record per site, never cleared. */
    static final ValueStateDescriptor<SiteState> SITE =
            new ValueStateDescriptor<>("site", SiteState.class);

    private final JobConfig config;
    private final WindowClock windows;
    private final SidecarFactory sidecar;

    /** Points of the speed-of-share curve, share and speed; linear if empty. */
    private final double[][] speed;

    private transient SiteRules rules;
    private transient Policy policy;
    private transient SitePlanner planner;
    private transient SiteEvents events;
    private transient ValueState<SiteState> state;
    private transient Handshake handshake;
    private transient String client; // identifies this attempt
    private transient boolean controls; // the site, under the epoch in the state
    private transient @Nullable List<String> asked; // cameras of the last request for an epoch
    private transient boolean isAnswered; // whether that request was answered
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
        policy = Policies.named(config.scheduler().policy());
        planner = new SitePlanner(rules, policy);
        events = new SiteEvents(windows);
        state = getRuntimeContext().getState(SITE);
        failure = TaskFailure.of(getRuntimeContext());
        retrainings = new RetrainingCounts(getRuntimeContext().getMetricGroup());
        client = UUID.randomUUID().toString();
        handshake = new Handshake(sidecar.connect(), failure);
        if (!config.changesCameras()) {
            sendHello(null);
        }
    }

    private Optional<SpeedCurve> speed() {
        return Optional.of(Arrays.stream(speed).map(p -> new Point(p[0], p[1])).toList())
                .filter(points -> !points.isEmpty())
                .map(SpeedCurve::new);
    }

    private void sendHello(@Nullable Long lastEpoch) {
        asked = rules.cameras();
        isAnswered = false;
        handshake.send(new HelloRequest(rules.site(), asked, client, lastEpoch));
    }

    @Override
    public void processElement2(CameraSet set, Context context, Collector<Control> out)
            throws Exception {
        failure.rethrow();
        out.collect(Control.of(rules.site(), set));
        rules = rules.withCameras(set.ids());
        planner = new SitePlanner(rules, policy);
        SiteState site = state.value();
        if (asked == null) {
            sendHello(null);
        } else if (isAnswered) {
            announce(site);
        }
    }

    /** Names the cameras to the sidecar if they differ from those of the last request. */
    private void announce(@Nullable SiteState site) {
        if (!rules.cameras().equals(asked)) {
            sendHello(site == null || site.epoch() == null ? null : site.epoch().number());
        }
    }

    @Override
    public void processElement1(SidecarEvent event, Context context, Collector<Control> out)
            throws Exception {
        failure.rethrow();
        SiteState site = state.value();
        switch (event.kind()) {
            case EVENTS_LOST -> {
                LOG.warn("Events of the sidecar were lost; the site is registered again");
                controls = false;
                sendHello(site == null || site.epoch() == null ? null : site.epoch().number());
            }
            case HELLO -> hello(site, event, context.timerService(), out);
            default -> {
                if (controls && site != null) {
                    retrainings.count(event);
                    StudentVersions.of(event, site.currentEpoch().number())
                            .ifPresent(version -> out.collect(Control.of(version)));
                    SiteEvents.Outcome outcome = events.apply(site, event);
                    state.update(act(outcome, context.timerService(), out));
                } else if (site != null) {
                    state.update(events.replay(site, event));
                }
            }
        }
    }

    /** An epoch has begun: that of this attempt, of an earlier one, or of another job. */
    private void hello(
            @Nullable SiteState site,
            SidecarEvent event,
            TimerService timers,
            Collector<Control> out)
            throws Exception {
        HelloReply reply = EventPayloads.of(event, HelloReply.class).orElse(null);
        if (reply == null) {
            return;
        }
        long known = site == null || site.epoch() == null ? 0 : site.epoch().number();
        if (!client.equals(reply.client())) {
            if (controls && reply.epoch() > known) {
                LOG.warn(
                        "Another job controls site {} since epoch {}; commands of this one are"
                                + " refused",
                        rules.site(),
                        reply.epoch());
            }
        } else if (reply.epoch() <= known) {
            sendHello(known); // the sidecar has lost its folder
        } else {
            isAnswered = true;
            takeControl(site, event.journal(), reply, timers, out);
            announce(state.value());
        }
    }

    private void takeControl(
            @Nullable SiteState before,
            String journal,
            HelloReply reply,
            TimerService timers,
            Collector<Control> out)
            throws Exception {
        long now = timers.currentProcessingTime();
        SiteState known =
                before == null
                        ? SiteState.unknown(rules, windows.first())
                        : before.adaptedTo(rules, windows.windowMillis(), windows.windowOf(now));
        List<SiteState.Running> running =
                reply.retrainings().stream()
                        .map(r -> new SiteState.Running(r.camera(), r.configuration(), r.window()))
                        .toList();
        SiteState site =
                known.inEpoch(
                        new SiteState.Epoch(reply.epoch(), 0, journal, windows.windowMillis()),
                        running);
        boolean hadControl = controls;
        controls = true;
        List<StudentVersion> students = StudentVersions.of(rules.site(), rules.cameras(), reply);
        out.collect(Control.ofStudents(rules.site(), students));
        if (!site.planned() && site.startedAtMillis() > 0) {
            timers.registerProcessingTimeTimer(Math.max(now + 1, deadline(site)));
        }
        String reason = before == null ? "start" : hadControl ? "cameras" : "restart";
        state.update(
                emit(
                        site.planned() && !rules.cameras().isEmpty()
                                ? planner.plan(site, now, reason)
                                : planner.repeat(site, reason),
                        out));
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

    private SiteState emit(SitePlanner.Allocated decided, Collector<Control> out) {
        out.collect(Control.of(rules.site(), decided.allocations()));
        return decided.site();
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Control> out)
            throws Exception {
        failure.rethrow();
        SiteState site = state.value();
        if (site == null
                || !controls
                || site.planned()
                || site.startedAtMillis() == 0
                || site.cameras().isEmpty()) {
            return;
        }
        if (time >= deadline(site)) {
            String reason = SiteEvents.Action.PLAN_WINDOW.reason();
            state.update(emit(planner.plan(site, time, reason), out));
        }
    }

    @Override
    public void close() throws Exception {
        if (handshake != null) {
            handshake.close();
        }
    }
}
