package io.ekya.sidecar.job;

import io.ekya.sidecar.client.EventKind;
import io.ekya.sidecar.client.ProfileRequest;
import io.ekya.sidecar.client.ProfileResult;
import io.ekya.sidecar.client.RetrainRequest;
import io.ekya.sidecar.client.RetrainResult;
import io.ekya.sidecar.store.Jobs.State;
import io.ekya.sidecar.store.Store;
import io.ekya.sidecar.store.Students;
import io.ekya.sidecar.store.Students.Serving;
import io.ekya.sidecar.store.Students.Student;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Writes how jobs ended: registry and journal in one transaction, after the student's file. */
final class Outcomes {
    private final Store store;
    private final Clock clock;

    Outcomes(Store store, Clock clock) {
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

    /** A broken micro-profile still answers, with what is known and without options. */
    void profileBroken(long id, ProfileRequest r, String student, double accuracy, String reason) {
        ProfileResult nothing =
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
                            .append(r.site(), EventKind.PROFILED, r.camera(), r.window(), nothing);
                });
    }

    void decided(RetrainJob job, Retraining.Decided d) {
        RetrainRequest r = job.request();
        if (d.decision().promote() && store.students().pinned(r.site(), r.camera())) {
            end(
                    job,
                    EventKind.NOT_PROMOTED,
                    State.DONE,
                    result(job, d, serving(r), "", "not promoted: the camera's student is pinned"));
            return;
        }
        if (!d.decision().promote()) {
            end(job, EventKind.NOT_PROMOTED, State.DONE, result(job, d, serving(r), ""));
            return;
        }
        String sha256 = store.models().put(d.fresh());
        Student student =
                new Student(
                        sha256,
                        r.site(),
                        r.camera(),
                        r.window(),
                        r.configuration().id(),
                        d.serving().sha256(),
                        d.decision().freshAccuracy(),
                        d.decision().heldOut(),
                        clock.millis());
        store.transaction(
                () -> {
                    Serving now = store.students().promote(student);
                    end(
                            job,
                            EventKind.PROMOTED,
                            State.DONE,
                            result(job, d, now.sequence(), sha256));
                    return now;
                });
    }

    void failed(RetrainJob job, String reason) {
        end(job, EventKind.RETRAIN_FAILED, State.FAILED, nothing(job, reason));
    }

    void cancelled(RetrainJob job, String reason) {
        end(job, EventKind.CANCELLED, State.CANCELLED, nothing(job, reason));
    }

    /** A retraining of an earlier process. */
    void lost(long id, RetrainRequest r, String reason) {
        RetrainResult result =
                new RetrainResult(
                        r.configuration().id(),
                        "",
                        serving(r),
                        0,
                        0,
                        r.expectedAccuracy(),
                        0,
                        0,
                        0,
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

    private long serving(RetrainRequest r) {
        return store.students()
                .serving(r.site(), r.camera())
                .map(Students.Serving::sequence)
                .orElse(0L);
    }

    private static RetrainResult result(
            RetrainJob job, Retraining.Decided d, long sequence, String sha256) {
        return result(job, d, sequence, sha256, d.decision().reason());
    }

    private static RetrainResult result(
            RetrainJob job, Retraining.Decided d, long sequence, String sha256, String reason) {
        return new RetrainResult(
                job.request().configuration().id(),
                sha256,
                sequence,
                finite(d.decision().servingAccuracy()),
                finite(d.decision().freshAccuracy()),
                job.request().expectedAccuracy(),
                d.decision().heldOut(),
                job.gpuSeconds(),
                job.achievedShare(),
                reason);
    }

    private RetrainResult nothing(RetrainJob job, String reason) {
        RetrainRequest r = job.request();
        return new RetrainResult(
                r.configuration().id(),
                "",
                serving(r),
                0,
                0,
                r.expectedAccuracy(),
                0,
                job.gpuSeconds(),
                job.achievedShare(),
                reason);
    }

    private static double finite(double accuracy) {
        return Double.isFinite(accuracy) ? accuracy : 0;
    }
}
