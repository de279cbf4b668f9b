/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceClock;
import io.ekya.device.TimeShareGovernor;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.store.Disk;
import io.ekya.sidecar.server.store.JobRegistry.Kind;
import io.ekya.sidecar.server.store.RefusedException;
import io.ekya.sidecar.server.store.Retention;
import io.ekya.sidecar.server.store.SiteRegistry;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine with a fixed clock and a toy learner, without a server. */
@Timeout(60)
class JobEngineTest {
    private static final String SITE = "site";
    private static final String CAMERA = "cam";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(42_000), ZoneOffset.UTC);

    private final Path folder;
    private final BufferAllocator allocator = new RootAllocator();
    private Store store;
    private JobEngine engine;
    private final long epoch;

    JobEngineTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = store();
        this.engine = engine();
        this.epoch =
                store.sites().hello(new HelloRequest(SITE, List.of(CAMERA)), List.of()).epoch();
    }

    private Store store() {
        Store opened =
                Store.open(
                        folder, allocator, ToyLearner::read, Retention.DEFAULT, CLOCK, Disk.real());
        opened.models().put(ToyLearner.base());
        return opened;
    }

    private JobEngine engine() {
        return new JobEngine(
                store,
                ToyLearner.base(),
                new EvaluationSettings(0.25, 30, 60, 0.5, 1),
                JobDevice.inTurns(
                        1, new TimeShareGovernor(DeviceClock.cpu()), new ToyLearner(1_000_000)),
                CLOCK,
                new ThreadFailure());
    }

    @AfterEach
    void close() {
        engine.close();
        store.close();
        allocator.close();
    }

    private void putLabels() {
        store.samples().put(SITE, CAMERA, 0, Samples.numbered(TestLabels.of(0, 60)));
    }

    private RetrainRequest retrain(long revision, RetrainingConfiguration c, double share) {
        return new RetrainRequest(SITE, epoch, revision, CAMERA, 0, c, 0.9, share);
    }

    private static ProfileRequest profile(long window) {
        return new ProfileRequest(
                SITE,
                CAMERA,
                window,
                1,
                10,
                240,
                0.5,
                Map.of(),
                List.of(TestLabels.configuration("short", 3)));
    }

    private SidecarEvent await(EventKind kind) {
        return Awaitility.await()
                .until(() -> store.journal().newest(SITE, CAMERA, kind), event -> event.isPresent())
                .orElseThrow();
    }

    @Test
    void promotesABetterStudentAndJournalsTheClockTime() {
        putLabels();
        engine.retrain(retrain(1, TestLabels.configuration("short", 3), 1));
        SidecarEvent event = await(EventKind.PROMOTED);
        assertThat(event.timeMillis()).isEqualTo(42_000);
        RetrainResult result = Json.read(event.payload(), RetrainResult.class);
        assertThat(result.newAccuracy()).isEqualTo(1.0);
        assertThat(store.students().serving(SITE, CAMERA).orElseThrow().sha256())
                .isEqualTo(result.sha256());
        assertThat(store.jobs().pending()).isEmpty();
        assertThat(engine.status()).isEmpty();
    }

    @Test
    void ignoresRepeatedCommandsAndRejectsContradictions() {
        RetrainRequest request = retrain(1, TestLabels.configuration("endless", 100_000), 0);
        putLabels();
        engine.retrain(request);
        engine.retrain(request);
        assertThat(engine.status()).hasSize(1);
        assertThatThrownBy(
                        () -> engine.retrain(retrain(1, TestLabels.configuration("other", 3), 0)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.rule()).isEqualTo(RefusedException.Rule.SUPERSEDED));
    }

    @Test
    void resizesAndCancelsARunningRetraining() {
        putLabels();
        engine.retrain(retrain(1, TestLabels.configuration("endless", 100_000), 0.2));
        engine.resize(new ResizeRequest(SITE, epoch, 2, CAMERA, 0.7));
        assertThat(engine.status()).extracting(JobStatus::share).containsExactly(0.7);
        engine.cancel(new CancelRequest(SITE, epoch, 3, CAMERA));
        RetrainResult result = Json.read(await(EventKind.CANCELLED).payload(), RetrainResult.class);
        assertThat(result.reason()).isEqualTo("cancelled by the plan");
        assertThat(result.newAccuracy()).isNull();
    }

    @Test
    void aLaterWindowSupersedesAPendingMicroProfile() {
        engine.resize(new ResizeRequest(SITE, epoch, 1, null, 0));
        engine.profile(profile(0));
        engine.profile(profile(1));
        engine.profile(profile(1));
        assertThat(engine.status())
                .singleElement()
                .returns(JobStatus.PROFILE, JobStatus::kind)
                .returns(1L, JobStatus::window)
                .returns(null, JobStatus::configuration)
                .returns(null, JobStatus::stepsDone);
    }

    @Test
    void afterARestartRepeatsProfilesAndReportsRetrainingsAsFailed() {
        engine.resize(new ResizeRequest(SITE, epoch, 1, null, 0));
        putLabels();
        engine.profile(profile(0));
        engine.retrain(retrain(2, TestLabels.configuration("endless", 100_000), 0));
        engine.close();
        store.close();
        store = store();
        engine = engine();
        engine.recover();
        RetrainResult lost =
                Json.read(await(EventKind.RETRAIN_FAILED).payload(), RetrainResult.class);
        assertThat(lost.reason()).isEqualTo("sidecar restarted");
        assertThat(lost.gpuSeconds()).isNull();
        assertThat(lost.achievedShare()).isNull();
        ProfileResult profiled =
                Json.read(await(EventKind.PROFILED).payload(), ProfileResult.class);
        assertThat(profiled.options()).hasSize(1);
    }

    @Test
    void trainingYieldsWhileInferenceIsLate() {
        assertThat(engine.trainingPressure()).isEqualTo(1);
        engine.latency(new io.ekya.sidecar.api.LatencyReport(SITE, "infer", 200, 100));
        assertThat(engine.trainingPressure()).isEqualTo(0.5);
    }

    private HelloReply hello(String... cameras) {
        return engine.hello(new HelloRequest(SITE, List.of(cameras), "next-job", null));
    }

    @Test
    void anEpochBeginsWithTheRunningRetrainings() {
        putLabels();
        engine.retrain(retrain(1, TestLabels.configuration("endless", 100_000), 0));
        HelloReply reply = hello(CAMERA);
        assertThat(reply.epoch()).isEqualTo(epoch + 1);
        assertThat(reply.client()).isEqualTo("next-job");
        assertThat(reply.retrainings())
                .containsExactly(new HelloReply.Running(CAMERA, "endless", 0));
        assertThat(reply.students()).as("the base student serves").isEmpty();
    }

    @Test
    void theRetrainingOfACameraThatTheSiteNoLongerHasIsCancelled() {
        putLabels();
        engine.retrain(retrain(1, TestLabels.configuration("endless", 100_000), 0));
        assertThat(hello("another").retrainings()).isEmpty();
        await(EventKind.CANCELLED);
        assertThat(engine.status()).isEmpty();
    }

    @Test
    void anEpochIsLaterThanTheLastOneOfTheCaller() {
        HelloReply reply = engine.hello(new HelloRequest(SITE, List.of(CAMERA), "job", 41L));
        assertThat(reply.epoch()).isEqualTo(42);
    }

    @Test
    void aRepeatedRequestForAnEpochGetsTheSameOne() {
        HelloReply first = hello(CAMERA);
        assertThat(hello(CAMERA)).as("the reply was lost").isEqualTo(first);
        HelloRequest again = new HelloRequest(SITE, List.of(CAMERA), "next-job", first.epoch());
        assertThat(engine.hello(again).epoch())
                .as("the events were lost")
                .isEqualTo(first.epoch() + 1);
        assertThat(hello(CAMERA).epoch()).isEqualTo(first.epoch() + 1);
        assertThat(engine.hello(new HelloRequest(SITE, List.of(CAMERA))).epoch())
                .as("another job")
                .isEqualTo(first.epoch() + 2);
    }

    @Test
    void aWindowIsProfiledOnceWhateverTheRepetitionSays() {
        putLabels();
        engine.profile(profile(0));
        await(EventKind.PROFILED);
        ProfileRequest first = profile(0);
        engine.profile(
                new ProfileRequest(
                        SITE, CAMERA, 0, 1, 10, 0, null, Map.of(), first.configurations(), epoch));
        assertThat(engine.status()).isEmpty();
    }

    @Test
    void aReplacedJobCanNeitherRequestProfilesNorCloseCameras() {
        hello(CAMERA);
        assertThatThrownBy(() -> engine.profile(profile(0).inEpoch(epoch)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is stale");
        assertThatThrownBy(() -> store.sites().close(new CloseRequest(SITE, CAMERA, epoch)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is stale");
        assertThat(store.sites().cameras(SITE))
                .singleElement()
                .returns(false, SiteRegistry.CameraState::closed);
    }

    private void restart() {
        engine.close();
        store.close();
        store = store();
        engine = engine();
        engine.recover();
    }

    @Test
    void jobsInTheFormatOfAnotherVersionAreReportedAsFailed() {
        store.jobs().add(Kind.PROFILE, SITE, CAMERA, 0, "{\"closedAtMillis\": 7, \"old\": true}");
        store.jobs().add(Kind.PROFILE, SITE, "other", 5, "not even JSON");
        store.jobs()
                .add(
                        Kind.RETRAIN,
                        SITE,
                        CAMERA,
                        0,
                        "{\"configuration\": {\"id\": \"c\"}, \"added\": 1}");
        restart();
        ProfileResult profiled =
                Json.read(await(EventKind.PROFILED).payload(), ProfileResult.class);
        assertThat(profiled.options()).isEmpty();
        assertThat(profiled.closedAtMillis()).isEqualTo(7);
        assertThat(profiled.studentSha256()).isEqualTo(ToyLearner.base().sha256());
        RetrainResult lost =
                Json.read(await(EventKind.RETRAIN_FAILED).payload(), RetrainResult.class);
        assertThat(lost.configuration()).isEqualTo("c");
        assertThat(store.jobs().pending()).isEmpty();
    }

    @Test
    void aProfileDuringWhichTheProcessEndedTwiceIsNotTriedAgain() {
        putLabels();
        long id = store.jobs().add(Kind.PROFILE, SITE, CAMERA, 0, Json.write(profile(0)));
        store.jobs().begin(id);
        store.jobs().begin(id);
        restart();
        ProfileResult failed = Json.read(await(EventKind.PROFILED).payload(), ProfileResult.class);
        assertThat(failed.options()).isEmpty();
        assertThat(store.jobs().pending()).isEmpty();
    }

    @Test
    void aProfileDuringWhichTheProcessEndedOnceIsTriedAgain() {
        putLabels();
        long id = store.jobs().add(Kind.PROFILE, SITE, CAMERA, 0, Json.write(profile(0)));
        store.jobs().begin(id);
        restart();
        assertThat(Json.read(await(EventKind.PROFILED).payload(), ProfileResult.class).options())
                .hasSize(1);
    }

    @Test
    void stoppingInOrderIsNoAttempt() {
        putLabels();
        engine.profile(profile(0));
        for (int i = 0; i < 3; i++) {
            restart();
        }
        assertThat(Json.read(await(EventKind.PROFILED).payload(), ProfileResult.class).options())
                .hasSize(1);
    }

    @Test
    void healthSaysThatADeviceThreadHasEnded() {
        assertThat(engine.problem()).isEmpty();
        engine.profile(profile(0));
        await(EventKind.PROFILED);
        assertThat(engine.problem()).isEmpty();
        engine.close();
        assertThat(engine.problem()).isEqualTo("the device thread has ended");
    }
}
