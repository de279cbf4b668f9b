/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.PromotionGate;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.server.store.JobRegistry;
import io.ekya.sidecar.server.store.JobRegistry.State;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StoreException;
import io.ekya.sidecar.server.store.StudentCatalog;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the progress and outcomes of jobs: registry and journal in one transaction, after the
 * file of the student. Endings are recorded as soon as the disk allows it ({@link
 * DeferredOutcomes}).
 */
final class JobOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(JobOutcomes.class);

    private final DeferredOutcomes deferred = new DeferredOutcomes();
    private final Store store;
    private final Clock clock;

    JobOutcomes(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Records the start of a job. Without space for that, the job runs nevertheless. */
    void began(long id) {
        try {
            store.jobs().begin(id);
        } catch (StoreException e) {
            LOG.warn("The start of job {} cannot be recorded: {}", id, e.getMessage());
        }
    }

    /** Records that a pending job is left to the next process. */
    void putOff(long id) {
        try {
            store.jobs().putOff(id);
        } catch (StoreException e) {
            LOG.warn("Job {} cannot be put off: {}", id, e.getMessage());
        }
    }

    /** Tries again to record what could not be recorded; call it about once a second. */
    void retry() {
        deferred.retry();
    }

    void superseded(long id) {
        deferred.record(
                "A superseded profile",
                () -> store.jobs().end(id, State.FAILED, "superseded by a later window"));
    }

    void profiled(long id, ProfileRequest r, ProfileResult result) {
        profiled(id, State.DONE, "", r, result);
    }

    private void profiled(
            long id, State state, String reason, ProfileRequest r, ProfileResult result) {
        deferred.record(
                "The profile of camera " + r.camera(),
                () ->
                        store.transaction(
                                () -> {
                                    store.jobs().end(id, state, reason);
                                    return store.journal()
                                            .append(
                                                    r.site(),
                                                    EventKind.PROFILED,
                                                    r.camera(),
                                                    r.window(),
                                                    result);
                                }));
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
        profiled(id, State.FAILED, reason, r, withoutOptions);
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
        store.transaction(
                () -> {
                    // in the transaction, so that retention cannot remove an equal student's file
                    String sha256 = store.models().put(c.candidate().student());
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
        store.transaction(
                () -> {
                    String sha256 = store.models().put(d.fresh().student());
                    long sequence = promote(r, d.fresh(), d.decision());
                    RetrainResult result = result(job, d, sequence, sha256);
                    store.jobs().end(job.id(), State.DONE, result.reason());
                    return store.journal()
                            .append(r.site(), EventKind.PROMOTED, r.camera(), r.window(), result);
                });
    }

    void failed(RetrainJob job, String reason) {
        end(job, EventKind.RETRAIN_FAILED, State.FAILED, withoutEvaluation(job, reason));
    }

    void cancelled(RetrainJob job, String reason) {
        end(job, EventKind.CANCELLED, State.CANCELLED, withoutEvaluation(job, reason));
    }

    /** Reports a retraining of an earlier process as failed. */
    void lost(JobRegistry.Pending job, String configuration, double expected, String reason) {
        RetrainResult result =
                new RetrainResult(
                        configuration,
                        null,
                        sequence(job.site(), job.camera()),
                        null,
                        null,
                        expected,
                        0,
                        null,
                        null,
                        reason);
        lost(job, EventKind.RETRAIN_FAILED, result, reason);
    }

    /** Reports a micro-profile of an earlier process as failed: a result without options. */
    void lostProfile(JobRegistry.Pending job, long closedAtMillis, String student, String reason) {
        ProfileResult withoutOptions =
                new ProfileResult(
                        closedAtMillis, student, null, 0, Map.of(), List.of(), 0, Map.of());
        lost(job, EventKind.PROFILED, withoutOptions, reason);
    }

    private void lost(JobRegistry.Pending job, EventKind kind, Object result, String reason) {
        LOG.warn("{} of {}/{} failed: {}", job.kind(), job.site(), job.camera(), reason);
        deferred.record(
                "A lost job",
                () ->
                        store.transaction(
                                () -> {
                                    store.jobs().end(job.id(), State.FAILED, reason);
                                    return store.journal()
                                            .append(
                                                    job.site(),
                                                    kind,
                                                    job.camera(),
                                                    job.window(),
                                                    result);
                                }));
    }

    private void end(RetrainJob job, EventKind kind, State state, RetrainResult result) {
        RetrainRequest r = job.request();
        deferred.record(
                "The end of a retraining of camera " + r.camera(),
                () ->
                        store.transaction(
                                () -> {
                                    store.jobs().end(job.id(), state, result.reason());
                                    return store.journal()
                                            .append(r.site(), kind, r.camera(), r.window(), result);
                                }));
    }

    private long sequence(RetrainRequest r) {
        return sequence(r.site(), r.camera());
    }

    private long sequence(String site, String camera) {
        return store.students()
                .serving(site, camera)
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
                reason);
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
