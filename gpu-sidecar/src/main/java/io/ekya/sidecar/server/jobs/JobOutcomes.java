/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.PromotionGate;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.server.store.JobRegistry.State;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StudentCatalog;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records the progress and outcomes of jobs: registry and journal in one transaction, after the
 * file of the student.
 */
final class JobOutcomes {
    private final Store store;
    private final Clock clock;

    JobOutcomes(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void profiled(long id, ProfileRequest r, ProfileResult result) {
        store.transaction(
                () -> {
                    store.jobs().end(id, State.DONE, "");
                    return store.journal()
                            .append(r.site(), EventKind.PROFILED, r.camera(), r.window(), result);
                });
    }

    /** A failed micro-profile still has a result, without options. */
    void profileFailed(
            long id, ProfileRequest r, String student, @Nullable Double accuracy, String reason) {
        ProfileResult withoutOptions =
                new ProfileResult(
                        r.closedAtMillis(),
                        student,
                        accuracy,
                        r.labels(),
                        r.accuracyFactors(),
                        List.of(),
                        0,
                        Map.of());
        store.transaction(
                () -> {
                    store.jobs().end(id, State.FAILED, reason);
                    return store.journal()
                            .append(
                                    r.site(),
                                    EventKind.PROFILED,
                                    r.camera(),
                                    r.window(),
                                    withoutOptions);
                });
    }

    /** Publishes a checkpoint, unless the camera is pinned to its student, and a correction. */
    void evaluated(RetrainJob job, InterimEvaluation.Evaluated evaluated) {
        RetrainRequest r = job.request();
        evaluated
                .checkpoint()
                .filter(c -> !store.students().pinned(r.site(), r.camera()))
                .ifPresent(c -> publish(job, c));
        evaluated
                .correction()
                .ifPresent(
                        c ->
                                store.journal()
                                        .append(
                                                r.site(),
                                                EventKind.CORRECTED,
                                                r.camera(),
                                                r.window(),
                                                c));
    }

    private void publish(RetrainJob job, InterimEvaluation.Checkpoint c) {
        RetrainRequest r = job.request();
        String sha256 = store.models().put(c.candidate().student());
        store.transaction(
                () -> {
                    long sequence = promote(r, c.candidate(), c.decision());
                    RetrainResult result =
                            result(
                                    job,
                                    c.decision(),
                                    c.expectedAccuracy(),
                                    sequence,
                                    sha256,
                                    c.reason());
                    return store.journal()
                            .append(
                                    r.site(),
                                    EventKind.CHECKPOINTED,
                                    r.camera(),
                                    r.window(),
                                    result);
                });
    }

    private long promote(
            RetrainRequest r, FinalEvaluation.Candidate fresh, PromotionGate.Decision decision) {
        Student student =
                new Student(
                        fresh.student().sha256(),
                        r.site(),
                        r.camera(),
                        r.window(),
                        r.configuration().id(),
                        fresh.parent(),
                        decision.freshAccuracy(),
                        decision.heldOut(),
                        clock.millis());
        return store.students().promote(student).sequence();
    }

    void decided(RetrainJob job, FinalEvaluation.Decided d) {
        RetrainRequest r = job.request();
        if (d.decision().promote() && store.students().pinned(r.site(), r.camera())) {
            end(
                    job,
                    EventKind.NOT_PROMOTED,
                    State.DONE,
                    result(
                            job,
                            d.decision(),
                            r.expectedAccuracy(),
                            sequence(r),
                            null,
                            "not promoted: the camera's student is pinned"));
            return;
        }
        if (!d.decision().promote()) {
            end(job, EventKind.NOT_PROMOTED, State.DONE, result(job, d, sequence(r), null));
            return;
        }
        String sha256 = store.models().put(d.fresh().student());
        store.transaction(
                () -> {
                    long sequence = promote(r, d.fresh(), d.decision());
                    end(job, EventKind.PROMOTED, State.DONE, result(job, d, sequence, sha256));
                    return sequence;
                });
    }

    void failed(RetrainJob job, String reason) {
        end(job, EventKind.RETRAIN_FAILED, State.FAILED, withoutEvaluation(job, reason));
    }

    void cancelled(RetrainJob job, String reason) {
        end(job, EventKind.CANCELLED, State.CANCELLED, withoutEvaluation(job, reason));
    }

    /** Reports a retraining of an earlier process as failed. */
    void lost(long id, RetrainRequest r, String reason) {
        RetrainResult result =
                new RetrainResult(
                        r.configuration().id(),
                        null,
                        sequence(r),
                        null,
                        null,
                        r.expectedAccuracy(),
                        0,
                        null,
                        null,
                        reason);
        store.transaction(
                () -> {
                    store.jobs().end(id, State.FAILED, reason);
                    return store.journal()
                            .append(
                                    r.site(),
                                    EventKind.RETRAIN_FAILED,
                                    r.camera(),
                                    r.window(),
                                    result);
                });
    }

    private void end(RetrainJob job, EventKind kind, State state, RetrainResult result) {
        RetrainRequest r = job.request();
        store.transaction(
                () -> {
                    store.jobs().end(job.id(), state, result.reason());
                    return store.journal().append(r.site(), kind, r.camera(), r.window(), result);
                });
    }

    private long sequence(RetrainRequest r) {
        return store.students()
                .serving(r.site(), r.camera())
                .map(StudentCatalog.Serving::sequence)
                .orElse(0L);
    }

    private static RetrainResult result(
            RetrainJob job, FinalEvaluation.Decided d, long sequence, @Nullable String sha256) {
        return result(
                job,
                d.decision(),
                job.request().expectedAccuracy(),
                sequence,
                sha256,
                d.decision().reason());
    }

    private static RetrainResult result(
            RetrainJob job,
            PromotionGate.Decision decision,
            double expectedAccuracy,
            long sequence,
            @Nullable String sha256,
            String reason) {
        return new RetrainResult(
                job.request().configuration().id(),
                sha256,
                sequence,
                known(decision.servingAccuracy()),
                known(decision.freshAccuracy()),
                expectedAccuracy,
                decision.heldOut(),
                job.gpuSeconds(),
                job.achievedShare(),
                reason,
                decision.onlyClass().map(c -> c.name().toLowerCase(Locale.ROOT)).orElse(null));
    }

    private RetrainResult withoutEvaluation(RetrainJob job, String reason) {
        RetrainRequest r = job.request();
        return new RetrainResult(
                r.configuration().id(),
                null,
                sequence(r),
                null,
                null,
                r.expectedAccuracy(),
                0,
                job.gpuSeconds(),
                job.achievedShare(),
                reason);
    }

    /** Without held-out labels the gate knows no accuracy. */
    private static @Nullable Double known(double accuracy) {
        return Double.isFinite(accuracy) ? Double.valueOf(accuracy) : null;
    }
}
