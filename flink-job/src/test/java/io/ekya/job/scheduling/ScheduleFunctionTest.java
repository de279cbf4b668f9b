/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.WindowClock;
import io.ekya.job.task.TaskFailure;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.RetrainCorrection;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.WindowReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schedule operator in Flink's test harness: one camera whose retraining is under way. */
class ScheduleFunctionTest {
    private static final String SITE = "edge";
    private static final String CAMERA = "cam";
    private static final long WINDOW_MILLIS = 100_000;
    private static final JobConfig CONFIG =
            new ConfigLoader(Map.of())
                    .parse(
                            "test",
                            """
                            cameras: [{id: cam, source: "synthetic:"}]
                            window: {seconds: 100}
                            inference: {everyNth: [1], sides: [32]}
                            scheduler: {policy: exact}
                            """,
                            List.of());

    private KeyedTwoInputStreamOperatorTestHarness<String, SidecarEvent, CameraSet, Control>
            schedule;
    private InMemorySidecar sidecar;
    private long nextEvent = 1_000;

    @BeforeEach
    void startARetraining() throws Exception {
        sidecar = InMemorySidecar.start("schedule-test");
        schedule = harness();
        schedule.open();
        awaitHandshake(1);
        schedule.setProcessingTime(WINDOW_MILLIS);
        take(
                EventKind.REPORTED,
                new WindowReport(SITE, CAMERA, 0, Map.of("every1-32px", 0.2), 1500, 0));
        take(
                EventKind.PROFILED,
                new ProfileResult(
                        WINDOW_MILLIS,
                        "sha",
                        0.5,
                        400,
                        Map.of("every1-32px", 1.0),
                        List.of(new ProfileResult.Option("long", 20, 0.9)),
                        1,
                        Map.of()));
        RetrainingConfiguration configuration =
                new RetrainingConfiguration("long", 12, 16, 0, 0, 1);
        take(
                EventKind.RETRAIN_STARTED,
                new RetrainRequest(SITE, 1, 3, CAMERA, 0, configuration, 0.9, 0.5));
        assertThat(last())
                .returns("window", a -> a.source().reason())
                .returns("long", a -> retraining(a).configuration())
                .returns(true, a -> retraining(a).starts())
                .returns(0.9, a -> retraining(a).expectedAccuracy());
    }

    /** The operator says hello on a thread of its own, and reads the answer from the journal. */
    private void awaitHandshake(int epoch) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sidecar.events(EventKind.HELLO).size() == epoch);
        schedule.processElement1(sidecar.events(EventKind.HELLO).get(epoch - 1), 0);
        assertThat(last().epoch()).isEqualTo(epoch);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, SidecarEvent, CameraSet, Control>
            harness() throws Exception {
        return harness(CONFIG);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, SidecarEvent, CameraSet, Control>
            harness(JobConfig config) throws Exception {
        return harness(config, InMemorySidecar.at("schedule-test"));
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, SidecarEvent, CameraSet, Control>
            harness(JobConfig config, SidecarFactory clients) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(
                        new ScheduleFunction(
                                config, new WindowClock(WINDOW_MILLIS, 0, 0), clients)),
                SidecarEvent::site,
                set -> SITE,
                Types.STRING);
    }

    /** Continues in another attempt of the task, whose handshake is still to be answered. */
    private void restore() throws Exception {
        OperatorSubtaskState checkpoint = schedule.snapshot(1, 1);
        schedule.close();
        schedule = harness();
        schedule.initializeState(checkpoint);
        schedule.open();
        schedule.setProcessingTime(WINDOW_MILLIS);
    }

    @AfterEach
    void stop() throws Exception {
        schedule.close();
    }

    private void take(EventKind kind, Object payload) throws Exception {
        long now = schedule.getProcessingTime();
        SidecarEvent event =
                new SidecarEvent(
                        SITE, "journal", nextEvent++, now, kind, CAMERA, 0L, Json.write(payload));
        schedule.processElement1(event, now);
    }

    private static Allocation.RetrainingShare retraining(Allocation allocation) {
        return Objects.requireNonNull(allocation.retraining());
    }

    private Allocation last() {
        List<Allocation> all =
                schedule.extractOutputValues().stream()
                        .flatMap(control -> control.allocations().stream())
                        .toList();
        return all.get(all.size() - 1);
    }

    private static RetrainCorrection correction(double expectedAccuracy, double remaining) {
        return new RetrainCorrection(
                "long", 4, 0.6, 100, 0.9, expectedAccuracy, remaining, "in a test");
    }

    @Test
    void aCorrectedRetrainingContinuesUnderANewPlanThatConsidersTheCorrection() throws Exception {
        long revision = last().revision();
        schedule.setProcessingTime(WINDOW_MILLIS + 10_000);
        take(EventKind.CORRECTED, correction(0.7, 12));
        assertThat(last())
                .returns("correction", a -> a.source().reason())
                .returns("long", a -> retraining(a).configuration())
                .returns(false, a -> retraining(a).starts())
                .returns(0.7, a -> retraining(a).expectedAccuracy())
                .returns(revision + 1, Allocation::revision);
    }

    @Test
    void aRetrainingThatIsNoLongerWorthItsTimeIsDropped() throws Exception {
        take(EventKind.CORRECTED, correction(0.4, 20));
        assertThat(last())
                .returns("correction", a -> a.source().reason())
                .returns(null, Allocation::retraining);
    }

    private static RetrainResult result(double oldAccuracy, double newAccuracy) {
        return new RetrainResult(
                "long", "sha2", 1, oldAccuracy, newAccuracy, 0.85, 100, 5.0, 0.5, "in a test");
    }

    @Test
    void aCheckpointSetsTheCamerasAccuracyButDoesNotCompleteTheRetraining() throws Exception {
        take(EventKind.CHECKPOINTED, result(0.5, 0.7));
        assertThat(last())
                .returns("checkpoint", a -> a.source().reason())
                .returns("long", a -> retraining(a).configuration())
                .returns(false, a -> retraining(a).starts())
                .returns(0.85, a -> retraining(a).expectedAccuracy());
        assertThat(last().source().estimatedAccuracy()).isBetween(0.7, 0.85);

        take(EventKind.NOT_PROMOTED, result(0.72, 0.7));
        assertThat(last())
                .returns("completion", a -> a.source().reason())
                .returns(null, Allocation::retraining);
        assertThat(last().source().estimatedAccuracy()).isCloseTo(0.72, within(1e-9));
    }

    @Test
    void aCheckpointOfADroppedRetrainingStillServes() throws Exception {
        take(EventKind.CORRECTED, correction(0.4, 20));
        int before = schedule.extractOutputValues().size();
        take(EventKind.CHECKPOINTED, result(0.5, 0.7));
        assertThat(schedule.extractOutputValues().subList(before, before + 1))
                .singleElement()
                .returns(List.of(), Control::allocations)
                .extracting(control -> control.students().get(0).sha256())
                .isEqualTo("sha2");
        assertThat(schedule.extractOutputValues()).hasSize(before + 1);
    }

    @Test
    void aCorrectionOfAnotherRetrainingChangesNothing() throws Exception {
        int before = schedule.extractOutputValues().size();
        take(
                EventKind.CORRECTED,
                new RetrainCorrection("other", 1, 0.6, 100, 0.9, 0.4, 50, "in a test"));
        assertThat(schedule.extractOutputValues()).hasSize(before);
    }

    @Test
    void anEventOfAnUnknownKindChangesNothing() throws Exception {
        int before = schedule.extractOutputValues().size();
        take(EventKind.UNKNOWN, Map.of("surprise", 1));
        assertThat(schedule.extractOutputValues()).hasSize(before);
    }

    @Test
    void aRestoredJobContinuesTheRetrainingThatRunsInTheSidecar() throws Exception {
        sidecar.setRunning(List.of(new HelloReply.Running(CAMERA, "long", 0)));
        restore();
        awaitHandshake(2);
        assertThat(last())
                .returns(2L, Allocation::epoch)
                .returns("restart", a -> a.source().reason())
                .returns("long", a -> retraining(a).configuration())
                .returns(false, a -> retraining(a).starts());
    }

    @Test
    void aRestoredJobForgetsARetrainingThatTheSidecarDoesNotRun() throws Exception {
        restore();
        awaitHandshake(2);
        // Its labels are still the newest, so it is worth to be started again.
        assertThat(last())
                .returns("long", a -> retraining(a).configuration())
                .returns(true, a -> retraining(a).starts());
    }

    @Test
    void aRestoredJobAppliesTheEventsSinceItsCheckpointBeforeItPlans() throws Exception {
        restore();
        int before = schedule.extractOutputValues().size();
        take(EventKind.PROMOTED, result(0.5, 0.88));
        assertThat(schedule.extractOutputValues()).as("until it controls the site").hasSize(before);
        awaitHandshake(2);
        assertThat(last()).returns(null, Allocation::retraining);
        assertThat(last().source().estimatedAccuracy()).isCloseTo(0.88, within(1e-9));
    }

    @Test
    void aRetrainingThatAnEarlierRunStartedAfterTheCheckpointIsAdopted() throws Exception {
        take(EventKind.CANCELLED, result(0.5, 0.5));
        sidecar.setRunning(List.of(new HelloReply.Running(CAMERA, "short", 0)));
        restore();
        RetrainingConfiguration configuration =
                new RetrainingConfiguration("short", 3, 16, 0, 0, 1);
        take(
                EventKind.RETRAIN_STARTED,
                new RetrainRequest(SITE, 1, 9, CAMERA, 0, configuration, 0.95, 0.5));
        awaitHandshake(2);
        assertThat(last())
                .returns("short", a -> retraining(a).configuration())
                .returns(false, a -> retraining(a).starts());
    }

    @Test
    void afterLostEventsTheSiteIsRegisteredAgainUnderALaterEpoch() throws Exception {
        InMemorySidecar emptied = InMemorySidecar.start("schedule-test"); // same name, no memory
        schedule.close();
        schedule = harness();
        schedule.open();
        take(EventKind.EVENTS_LOST, Map.of());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> emptied.events(EventKind.HELLO).size() == 2);
        schedule.processElement1(emptied.events(EventKind.HELLO).get(1), 0);
        assertThat(last().epoch()).isEqualTo(2);
        int before = schedule.extractOutputValues().size();
        take(
                EventKind.REPORTED,
                new WindowReport(SITE, CAMERA, 0, Map.of("every1-32px", 0.2), 1500, 0));
        assertThat(schedule.extractOutputValues()).as("it plans again").hasSizeGreaterThan(before);
    }

    @Test
    void anEpochOfASidecarWithoutMemoryIsRaisedAboveTheOwnOne() throws Exception {
        InMemorySidecar emptied = InMemorySidecar.start("schedule-test");
        restore();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> emptied.events(EventKind.HELLO).size() == 1);
        schedule.processElement1(emptied.events(EventKind.HELLO).get(0), 0); // epoch 1 again
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> emptied.events(EventKind.HELLO).size() == 2);
        schedule.processElement1(emptied.events(EventKind.HELLO).get(1), 0);
        assertThat(last().epoch()).isEqualTo(2);
        assertThat(last().retraining()).as("the sidecar has forgotten it").isNotNull();
    }

    @Test
    void anErrorOfTheHandshakeFailsTheTaskThoughNoEventArrives() throws Exception {
        try (var broken =
                harness(
                        CONFIG,
                        () -> FailingSidecar.throwing(() -> new LinkageError("in a test")))) {
            broken.open();
            assertFailsInTime(broken);
        }
    }

    private static void assertFailsInTime(AbstractStreamOperatorTestHarness<?> broken) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThatThrownBy(
                                                () ->
                                                        broken.setProcessingTime(
                                                                broken.getProcessingTime()
                                                                        + TaskFailure.CHECK_MILLIS))
                                        .isInstanceOf(LinkageError.class));
    }

    @Test
    void camerasThatAreAddedOrRemovedBeginANewEpoch() throws Exception {
        schedule.close();
        sidecar = InMemorySidecar.start("schedule-test");
        schedule =
                harness(
                        new ConfigLoader(Map.of())
                                .parse("test", "camerasFile: cameras.yaml", List.of()));
        schedule.open();
        assertThat(sidecar.events(EventKind.HELLO)).as("the cameras are not known yet").isEmpty();

        schedule.processElement2(cameras("a", "b"), 0);
        awaitHandshake(1);
        schedule.processElement2(cameras("b", "c"), 0);
        awaitHandshake(2);

        assertThat(allocations())
                .filteredOn(a -> a.epoch() == 1)
                .extracting(Allocation::camera)
                .containsOnly("a", "b");
        assertThat(allocations())
                .filteredOn(a -> a.epoch() == 2)
                .hasSize(2)
                .allMatch(a -> a.source().reason().equals("cameras"))
                .extracting(Allocation::camera)
                .containsExactly("b", "c");
        assertThat(schedule.extractOutputValues())
                .extracting(Control::cameras)
                .contains(cameras("a", "b"), cameras("b", "c"));

        schedule.processElement2(cameras("b", "c"), 0); // only their configuration has changed
        assertThat(sidecar.events(EventKind.HELLO)).hasSize(2);
    }

    private static CameraSet cameras(String... ids) {
        return new CameraSet(
                Arrays.stream(ids).map(id -> new CameraSet.Entry(id, 1, "{}")).toList());
    }

    private List<Allocation> allocations() {
        return schedule.extractOutputValues().stream()
                .flatMap(c -> c.allocations().stream())
                .toList();
    }
}
