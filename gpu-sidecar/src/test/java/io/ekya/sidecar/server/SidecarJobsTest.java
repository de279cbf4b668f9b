/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarJobsTest {
    private static final int SPIN_MILLIS = 5;

    private final RunningSidecar sidecar;
    private final FlightSidecar client;
    private final HelloReply hello;
    private long next;

    SidecarJobsTest(@TempDir Path folder) {
        this.sidecar = RunningSidecar.in(folder, 0, SPIN_MILLIS, "");
        this.client = sidecar.client();
        this.hello = sidecar.hello("cam0", "cam1");
        this.next = hello.nextEvent();
    }

    @AfterEach
    void end() {
        sidecar.close();
    }

    private void retrain(
            String camera, long revision, RetrainingConfiguration configuration, double share) {
        retrain(camera, revision, 0, configuration, share);
    }

    private void retrain(
            String camera,
            long revision,
            long window,
            RetrainingConfiguration configuration,
            double share) {
        client.retrain(
                new RetrainRequest(
                        SITE, hello.epoch(), revision, camera, window, configuration, 0.9, share));
    }

    private SidecarEvent await(EventKind kind) {
        List<SidecarEvent> events = sidecar.await(hello.journal(), next, kind(kind));
        SidecarEvent last = events.get(events.size() - 1);
        next = last.n() + 1;
        return last;
    }

    private RetrainResult result(EventKind kind) {
        return Json.read(await(kind).payload(), RetrainResult.class);
    }

    @Test
    void promotesAndServesABetterStudent() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("short", 3), 1.0);
        RetrainResult result = result(EventKind.PROMOTED);
        assertThat(result.oldAccuracy()).isLessThan(0.6);
        assertThat(result.newAccuracy()).isEqualTo(1.0);
        assertThat(result.sequence()).isEqualTo(1);
        assertThat(result.heldOut()).isGreaterThanOrEqualTo(30);
        assertThat(result.gpuSeconds()).isPositive();
        ModelFile student = client.model(requireNonNull(result.sha256()));
        assertThat(student.sha256()).isEqualTo(result.sha256());
        assertThat(sidecar.serving("cam0")).isEqualTo(result.sha256());
    }

    @Test
    void doesNotPromoteAWorseStudent() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("short", 3), 1.0);
        RetrainResult good = result(EventKind.PROMOTED);
        retrain("cam0", 2, TestLabels.frozen("harmful", 3, ToyLearner.HARMFUL), 1.0);
        RetrainResult worse = result(EventKind.NOT_PROMOTED);
        assertThat(worse.newAccuracy()).isLessThan(good.newAccuracy());
        assertThat(worse.sequence()).isEqualTo(1);
        assertThat(worse.sha256()).isNull();
        assertThat(worse.reason()).contains("not promoted");
        assertThat(sidecar.status().sites().get(0).cameras().get(0).student())
                .isEqualTo(good.sha256());
    }

    @Test
    void doesNotPromoteWithTooFewHeldOutLabels() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 20));
        retrain("cam0", 1, TestLabels.configuration("short", 3), 1.0);
        RetrainResult result = result(EventKind.NOT_PROMOTED);
        assertThat(result.heldOut()).isLessThan(30);
        assertThat(result.reason()).contains("30 are required");
    }

    @Test
    void addsHeldOutLabelsOfEarlierWindowsIfThereAreTooFew() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 20));
        client.put(SITE, "cam0", 1, TestLabels.of(1, 20));
        retrain("cam0", 1, 1, TestLabels.configuration("short", 3), 1.0);
        assertThat(result(EventKind.PROMOTED).heldOut()).isBetween(30, 60);
    }

    @Test
    void reportsAFailedRetrainingAndAcceptsTheNext() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.frozen("breaking", 3, ToyLearner.BREAKING), 1.0);
        assertThat(result(EventKind.RETRAIN_FAILED).reason()).contains("the toy broke");
        retrain("cam0", 2, TestLabels.configuration("short", 3), 1.0);
        assertThat(result(EventKind.PROMOTED).configuration()).isEqualTo("short");
    }

    @Test
    void reportsARetrainingOfAWindowWithoutLabelsAsFailed() {
        retrain("cam0", 1, TestLabels.configuration("short", 3), 1.0);
        assertThat(result(EventKind.RETRAIN_FAILED).reason()).contains("no labels to train on");
    }

    @Test
    void cancelsARetrainingWithAZeroShare() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("endless", 100_000), 0);
        client.cancel(new CancelRequest(SITE, hello.epoch(), 2, "cam0"));
        assertThat(result(EventKind.CANCELLED).reason()).contains("cancelled");
        assertThat(sidecar.status().jobs()).isEmpty();
    }

    @Test
    void aLaterRetrainingReplacesTheEarlierOne() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("endless", 100_000), 0.5);
        retrain("cam0", 2, TestLabels.configuration("short", 3), 0.5);
        assertThat(result(EventKind.CANCELLED).configuration()).isEqualTo("endless");
        assertThat(result(EventKind.PROMOTED).configuration()).isEqualTo("short");
    }

    @Test
    void mergesPutsAndIgnoresRepeatedOnes() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 0, 30));
        client.put(SITE, "cam0", 0, TestLabels.of(0, 30, 30));
        client.put(SITE, "cam1", 0, TestLabels.of(0, 0, 30));
        client.put(SITE, "cam1", 0, TestLabels.of(0, 30, 30));
        client.put(SITE, "cam1", 0, TestLabels.of(0, 0, 30));
        retrain("cam0", 1, TestLabels.configuration("short", 3), 1.0);
        RetrainResult once = result(EventKind.PROMOTED);
        retrain("cam1", 1, TestLabels.configuration("short", 3), 1.0);
        RetrainResult twice = result(EventKind.PROMOTED);
        assertThat(twice.sha256()).isEqualTo(once.sha256());
        assertThat(twice.heldOut()).isEqualTo(once.heldOut());
    }

    @Test
    void concurrentRetrainingsKeepTheirShares() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.put(SITE, "cam1", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("endless", 100_000), 0.3);
        retrain("cam1", 1, TestLabels.configuration("endless", 100_000), 0.1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> {
                            assertThat(achieved("cam0")).isCloseTo(0.3, within(0.1));
                            assertThat(achieved("cam1")).isCloseTo(0.1, within(0.05));
                        });
        SidecarStatus status = sidecar.status();
        assertThat(status.sharesEnforced()).isTrue();
        assertThat(status.jobs()).hasSize(2);
        assertThat(status.busySeconds()).isPositive();
    }

    private double achieved(String camera) {
        return sidecar.status().shares().stream()
                .filter(s -> s.job().endsWith("/" + camera))
                .findFirst()
                .orElseThrow()
                .achieved();
    }

    @Test
    void resizesARunningRetraining() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("medium", 20), 0);
        assertThat(sidecar.status().jobs().get(0).share()).isZero();
        client.resize(new ResizeRequest(SITE, hello.epoch(), 2, "cam0", 0.9));
        assertThat(sidecar.status().jobs().get(0).share()).isEqualTo(0.9);
        assertThat(result(EventKind.PROMOTED).newAccuracy()).isEqualTo(1.0);
    }

    @Test
    void sharesNeverExceedTheDevice() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.put(SITE, "cam1", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("endless", 100_000), 0.9);
        retrain("cam1", 1, TestLabels.configuration("endless", 100_000), 0.9);
        assertThat(sidecar.status().requestedShares()).isCloseTo(1.0, within(1e-9));
        assertThat(sidecar.status().jobs()).extracting(JobStatus::share).containsOnly(0.9);
        client.cancel(new CancelRequest(SITE, hello.epoch(), 2, "cam1"));
        await(EventKind.CANCELLED);
        assertThat(sidecar.status().requestedShares()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void trainingYieldsWhileInferenceIsLate() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        retrain("cam0", 1, TestLabels.configuration("endless", 100_000), 0.8);
        client.latency(new LatencyReport(SITE, "infer-0", 400, 100));
        assertThat(sidecar.status().requestedShares()).isCloseTo(0.2, within(1e-9));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(sidecar.status().requestedShares())
                                        .as("the latency report expires after two seconds")
                                        .isCloseTo(0.8, within(1e-9)));
    }

    @Test
    void profilesCostAndAccuracyOfEachConfiguration() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 100));
        client.profile(RunningSidecar.profile("cam0", 0, 60));
        ProfileResult result = profiled();
        assertThat(result.accuracy()).isBetween(0.1, 0.6);
        assertThat(result.studentSha256()).isEqualTo(ToyLearner.base().sha256());
        assertThat(result.closedAtMillis()).isEqualTo(1);
        assertThat(result.options()).hasSize(3);
        ProfileResult.Option shorter = option(result, "short");
        ProfileResult.Option longer = option(result, "long");
        // 300 trainable crops are 19 mini-batches of 16; at 5 ms of CPU each, 95 ms per epoch.
        assertThat(shorter.gpuSeconds()).isBetween(0.1, 2.0);
        assertThat(longer.gpuSeconds()).isGreaterThan(2 * shorter.gpuSeconds());
        assertThat(shorter.accuracy()).isGreaterThan(result.accuracy());
        assertThat(longer.accuracy()).isGreaterThanOrEqualTo(shorter.accuracy());
        assertThat(option(result, "harmful").accuracy()).isLessThan(shorter.accuracy());
        assertThat(result.costSeconds()).isPositive();
    }

    private ProfileResult profiled() {
        return Json.read(await(EventKind.PROFILED).payload(), ProfileResult.class);
    }

    private static ProfileResult.Option option(ProfileResult result, String id) {
        return result.options().stream()
                .filter(o -> o.configuration().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneConfigurationIsTrainedUntilItsFirstEvaluationWhateverTheBudget() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 100));
        client.profile(RunningSidecar.profile("cam0", 0, 60));
        ProfileResult full = profiled();
        client.put(SITE, "cam1", 0, TestLabels.of(0, 100));
        client.profile(RunningSidecar.profile("cam1", 0, 0));
        ProfileResult limited = profiled();
        // one epoch of three mini-batches, instead of three epochs of each of two sets
        assertThat(limited.costSeconds()).isLessThan(full.costSeconds() / 2);
        assertThat(limited.options()).hasSize(3);
        assertThat(option(limited, "long").gpuSeconds())
                .isCloseTo(option(full, "long").gpuSeconds(), withinPercentage(50));
        assertThat(limited.options()).allSatisfy(o -> assertThat(o.accuracyError()).isPositive());
    }

    @Test
    void judgingTheServingStudentIsNoPartOfTheBudget() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 100));
        client.profile(RunningSidecar.profile("cam0", 0, 60));
        ProfileResult result = profiled();
        assertThat(result.servingSeconds()).isPositive().isLessThan(result.costSeconds());
    }

    @Test
    void returnsNoOptionsWithoutLabels() {
        client.profile(RunningSidecar.profile("cam0", 0, 60));
        ProfileResult result = profiled();
        assertThat(result.accuracy()).isEqualTo(0.5);
        assertThat(result.options()).isEmpty();
    }

    @Test
    void reportsAnUnknownAccuracyAsAbsent() {
        ProfileRequest known = RunningSidecar.profile("cam0", 0, 60);
        client.profile(
                new ProfileRequest(
                        known.site(),
                        known.camera(),
                        known.window(),
                        known.closedAtMillis(),
                        known.budgetSeconds(),
                        0,
                        null,
                        known.accuracyFactors(),
                        known.configurations()));
        SidecarEvent event = await(EventKind.PROFILED);
        assertThat(event.payload()).doesNotContain("\"accuracy\":");
        assertThat(Json.read(event.payload(), ProfileResult.class).accuracy()).isNull();
    }

    @Test
    void aFailedRetrainingHasNoAccuracies() {
        retrain("cam0", 1, TestLabels.configuration("short", 3), 1.0);
        RetrainResult result = result(EventKind.RETRAIN_FAILED);
        assertThat(result.oldAccuracy()).isNull();
        assertThat(result.newAccuracy()).isNull();
        assertThat(result.sha256()).isNull();
    }

    @Test
    void ignoresARepeatedProfile() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.profile(RunningSidecar.profile("cam0", 0, 1));
        client.profile(RunningSidecar.profile("cam0", 0, 1));
        profiled();
        client.report(new WindowReport(SITE, "cam0", 0, Map.of(), 1, 0));
        List<SidecarEvent> events = sidecar.await(hello.journal(), next, kind(EventKind.REPORTED));
        assertThat(events).noneMatch(kind(EventKind.PROFILED));
    }
}
