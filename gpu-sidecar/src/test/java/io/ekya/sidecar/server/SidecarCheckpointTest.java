/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.api.StudentInfo;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints that serve while training continues. The base student recognises persons only; the
 * toy learner learns cars immediately and buses in the last quarter.
 */
@Timeout(60)
class SidecarCheckpointTest {
    private static final int SPIN_MILLIS = 2;
    private static final int EPOCHS = 80;
    private static final Predicate<SidecarEvent> ENDED =
            kind(EventKind.PROMOTED).or(kind(EventKind.NOT_PROMOTED)).or(kind(EventKind.CANCELLED));

    private final Path folder;

    SidecarCheckpointTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Starts a retraining of camera cam0. */
    private static HelloReply retrain(RunningSidecar sidecar, int frozenBlocks) {
        HelloReply hello = sidecar.hello("cam0");
        sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 60));
        sidecar.client()
                .retrain(
                        new RetrainRequest(
                                SITE,
                                hello.epoch(),
                                1,
                                "cam0",
                                0,
                                TestLabels.frozen("long", EPOCHS, frozenBlocks),
                                0.9,
                                1.0));
        return hello;
    }

    private static List<SidecarEvent> until(
            RunningSidecar sidecar, HelloReply hello, Predicate<SidecarEvent> last) {
        return sidecar.await(hello.journal(), hello.nextEvent(), last);
    }

    private static RetrainResult result(SidecarEvent event) {
        return Json.read(event.payload(), RetrainResult.class);
    }

    private static SidecarEvent last(List<SidecarEvent> events) {
        return events.get(events.size() - 1);
    }

    private static SidecarStatus.Camera camera(RunningSidecar sidecar) {
        return sidecar.status().sites().get(0).cameras().get(0);
    }

    private static StudentInfo student(RunningSidecar sidecar, String sha256) {
        return sidecar.client().students().students().stream()
                .filter(s -> s.sha256().equals(sha256))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void promotesAMuchBetterCheckpointWhileTrainingContinues() {
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0.02)) {
            HelloReply hello = retrain(sidecar, ToyLearner.LATE);
            List<SidecarEvent> events = until(sidecar, hello, kind(EventKind.CHECKPOINTED));
            RetrainResult checkpoint = result(last(events));
            assertThat(checkpoint.sequence()).isEqualTo(1);
            assertThat(checkpoint.oldAccuracy()).isLessThan(0.6);
            assertThat(checkpoint.newAccuracy())
                    .isBetween(requireNonNull(checkpoint.oldAccuracy()) + 0.1, 0.9);
            assertThat(checkpoint.expectedAccuracy())
                    .isGreaterThanOrEqualTo(requireNonNull(checkpoint.newAccuracy()));
            assertThat(checkpoint.heldOut()).isGreaterThanOrEqualTo(30);
            assertThat(checkpoint.reason()).startsWith("checkpoint after ");
            assertThat(sidecar.status().jobs()).as("training continues").hasSize(1);
            assertThat(sidecar.client().model(requireNonNull(checkpoint.sha256()))).isNotNull();

            SidecarEvent end = last(until(sidecar, hello, ENDED));
            assertThat(end.kind()).isEqualTo(EventKind.PROMOTED);
            assertThat(result(end).oldAccuracy()).as("accuracy of the checkpoint").isLessThan(0.9);
            assertThat(result(end).newAccuracy()).isEqualTo(1.0);
            assertThat(result(end).expectedAccuracy()).isEqualTo(0.9);
            assertThat(result(end).sequence()).isEqualTo(2);
            assertThat(camera(sidecar).student()).isEqualTo(result(end).sha256());
            assertThat(student(sidecar, requireNonNull(checkpoint.sha256())).parent())
                    .isEqualTo(ToyLearner.base().sha256());
            assertThat(student(sidecar, requireNonNull(result(end).sha256())).parent())
                    .isEqualTo(checkpoint.sha256());
            assertThat(sidecar.client().rollBack(SITE, "cam0", null).sha256())
                    .as("the last good student is the one before the training")
                    .isEqualTo(ToyLearner.base().sha256());
        }
    }

    @Test
    void rollingBackACheckpointCancelsItsTraining() {
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0.02)) {
            HelloReply hello = retrain(sidecar, ToyLearner.LATE);
            until(sidecar, hello, kind(EventKind.CHECKPOINTED));
            sidecar.client().rollBack(SITE, "cam0", null);
            SidecarEvent end = last(until(sidecar, hello, ENDED));
            assertThat(end.kind()).isEqualTo(EventKind.CANCELLED);
            assertThat(result(end).reason()).contains("rolled back");
            assertThat(camera(sidecar).student()).isNull();
        }
    }

    @Test
    void purgingACameraDuringTrainingLeavesNothing() {
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0.02)) {
            HelloReply hello = retrain(sidecar, ToyLearner.LATE);
            until(sidecar, hello, kind(EventKind.CHECKPOINTED));
            sidecar.client().purge(SITE, "cam0");
            SidecarEvent end = last(until(sidecar, hello, ENDED));
            assertThat(result(end).reason()).contains("purged");
            assertThat(sidecar.client().students().students()).isEmpty();
            assertThat(folder.resolve("samples/site/cam0")).doesNotExist();
        }
    }

    @Test
    void doesNotPromoteAFinalStudentNoBetterThanItsCheckpoint() {
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0.02)) {
            HelloReply hello =
                    retrain(sidecar, 0); // has learnt everything by the first interim evaluation
            List<SidecarEvent> events = until(sidecar, hello, ENDED);
            assertThat(events).filteredOn(kind(EventKind.CHECKPOINTED)).hasSize(1);
            RetrainResult end = result(last(events));
            assertThat(last(events).kind()).isEqualTo(EventKind.NOT_PROMOTED);
            assertThat(end.oldAccuracy()).isEqualTo(1.0);
            assertThat(end.sequence()).isEqualTo(1);
            String checkpoint =
                    events.stream()
                            .filter(kind(EventKind.CHECKPOINTED))
                            .map(e -> result(e).sha256())
                            .findFirst()
                            .orElseThrow();
            assertThat(camera(sidecar).student()).isEqualTo(checkpoint);
        }
    }

    @Test
    void aMarginOfOneDisablesCheckpoints() {
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 1)) {
            List<SidecarEvent> events = until(sidecar, retrain(sidecar, 0), ENDED);
            assertThat(events).noneMatch(kind(EventKind.CHECKPOINTED));
            assertThat(last(events).kind()).isEqualTo(EventKind.PROMOTED);
        }
    }

    @Test
    void doesNotReplaceTheStudentOfAPinnedCamera() {
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0)) {
            sidecar.hello("cam0");
            sidecar.client().pin(SITE, "cam0", true);
            List<SidecarEvent> events = until(sidecar, retrain(sidecar, 0), ENDED);
            assertThat(events).noneMatch(kind(EventKind.CHECKPOINTED));
            assertThat(last(events).payload()).contains("is pinned");
            assertThat(camera(sidecar).sequence()).isZero();
        }
    }

    @Test
    void keepsACheckpointWhoseTrainingIsLostInARestart() {
        HelloReply hello;
        String checkpoint;
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0.02)) {
            hello = retrain(sidecar, ToyLearner.LATE);
            checkpoint =
                    requireNonNull(
                            result(last(until(sidecar, hello, kind(EventKind.CHECKPOINTED))))
                                    .sha256());
        }
        try (RunningSidecar sidecar = RunningSidecar.withCheckpoints(folder, SPIN_MILLIS, 0.02)) {
            SidecarEvent end = last(until(sidecar, hello, kind(EventKind.RETRAIN_FAILED)));
            assertThat(result(end).reason()).contains("sidecar restarted");
            assertThat(result(end).sequence()).isEqualTo(1);
            assertThat(sidecar.serving("cam0")).isEqualTo(checkpoint);
            assertThat(sidecar.client().model(checkpoint).sha256()).isEqualTo(checkpoint);
        }
    }
}
