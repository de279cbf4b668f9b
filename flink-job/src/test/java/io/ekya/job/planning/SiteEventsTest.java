/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.job.record.WindowClock;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ProfileResult.Option;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may follow a retraining in the same window. */
class SiteEventsTest {
    private static final long WINDOW = 5;
    private static final long START = 500_000;
    private static final List<Option> OPTIONS =
            List.of(new Option("short", 4, 0.7), new Option("long", 12, 0.8));

    private final SiteEvents events = new SiteEvents(new WindowClock(100_000, 0, 0));

    /** Camera a, whose retraining with configuration short is running. */
    private static SiteState site() {
        ProfileResult profile =
                new ProfileResult(START, "sha", 0.5, 100, Map.of(), OPTIONS, 1, Map.of());
        ActiveRetraining retraining =
                new ActiveRetraining(
                        "short",
                        WINDOW - 1,
                        new ActiveRetraining.Progress(4, 0.7, START),
                        0.5,
                        true);
        CameraState camera =
                CameraState.unknown("a", 0.2)
                        .profiled(WINDOW - 1, profile)
                        .starting(retraining, WINDOW);
        return new SiteState(
                new SiteState.Epoch(1, 0, "j", 100_000), WINDOW, START, true, 0, List.of(camera));
    }

    private CameraState after(EventKind kind, double oldAccuracy, double newAccuracy) {
        return after("short", kind, oldAccuracy, newAccuracy);
    }

    private CameraState after(
            String configuration, EventKind kind, double oldAccuracy, double newAccuracy) {
        RetrainResult result =
                new RetrainResult(
                        configuration,
                        "",
                        1,
                        oldAccuracy,
                        newAccuracy,
                        0.7,
                        100,
                        4.0,
                        0.5,
                        "in a test");
        SidecarEvent event =
                new SidecarEvent("site", "j", 9, START, kind, "a", WINDOW - 1, Json.write(result));
        return events.apply(site(), event).site().cameras().get(0);
    }

    @Test
    void anotherConfigurationIsExpectedToDeviateByTheSameFactor() {
        CameraState camera = after(EventKind.PROMOTED, 0.5, 0.64);
        assertThat(camera.running()).isNull();
        assertThat(camera.known().accuracy()).isEqualTo(0.64);
        assertThat(camera.options())
                .singleElement()
                .returns("long", CameraState.Option::configuration);
        // 36 % errors where 30 % were expected: 24 % instead of 20 %
        assertThat(camera.options().get(0).accuracy()).isCloseTo(0.76, within(1e-9));
    }

    @Test
    void aConfigurationWithLittleGainIsNoOption() {
        assertThat(after(EventKind.NOT_PROMOTED, 0.75, 0.64).options()).isEmpty();
    }

    @Test
    void noRetrainingFollowsIfTheGateRefusedABetterStudent() {
        assertThat(after(EventKind.NOT_PROMOTED, 0.5, 0.6).options()).isEmpty();
        assertThat(after(EventKind.NOT_PROMOTED, 0.5, 0.51).options()).hasSize(1);
    }

    @Test
    void theEndOfAnotherRetrainingOfTheWindowIsIgnored() {
        CameraState camera = after("long", EventKind.CANCELLED, 0, 0);
        assertThat(camera.running()).isNotNull();
        assertThat(camera.options()).hasSize(2);
    }

    @Test
    void noRetrainingFollowsAFailure() {
        assertThat(after(EventKind.RETRAIN_FAILED, 0, 0).options()).isEmpty();
        assertThat(after(EventKind.RETRAIN_FAILED, 0, 0).known().accuracy()).isEqualTo(0.5);
    }

    @Test
    void anotherRetrainingFollowsOnlyIfTheRulesAllowIt() {
        SiteState site = site().with(after(EventKind.PROMOTED, 0.5, 0.64));
        assertThat(options(site, true)).isEqualTo(1);
        assertThat(options(site, false)).isZero();
        assertThat(options(site(), true)).as("while one is running").isZero();
    }

    @Test
    void noRetrainingFollowsOneThatThePlanDropped() {
        CameraState camera = site().cameras().get(0).dropped();
        assertThat(camera.running()).isNull();
        assertThat(camera.options()).isEmpty();
    }

    private static int options(SiteState site, boolean again) {
        return new ProblemBuilder(SitePlannerTest.rules(again))
                .build(site, START)
                .cameras()
                .get(0)
                .retraining()
                .size();
    }
}
