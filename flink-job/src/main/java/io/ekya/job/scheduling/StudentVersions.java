/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import io.ekya.job.planning.EventPayloads;
import io.ekya.job.record.StudentVersion;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.List;
import java.util.Optional;

/** Turns promotions, checkpoints and operator decisions (roll-back, pin) into student versions. */
final class StudentVersions {
    private StudentVersions() {}

    /** The student that serves from an event on; empty if the event changes none. */
    static Optional<StudentVersion> of(SidecarEvent event, long epoch) {
        return switch (event.kind()) {
            case PROMOTED, CHECKPOINTED ->
                    EventPayloads.of(event, RetrainResult.class)
                            .filter(result -> result.sha256() != null)
                            .map(
                                    result ->
                                            new StudentVersion(
                                                    event.site(),
                                                    event.requireCamera(),
                                                    String.valueOf(result.sha256()),
                                                    epoch,
                                                    result.sequence()));
            case SERVING_CHANGED ->
                    EventPayloads.of(event, ServingChange.class)
                            .map(
                                    change ->
                                            new StudentVersion(
                                                    event.site(),
                                                    event.requireCamera(),
                                                    change.sha256(),
                                                    epoch,
                                                    change.sequence()));
            default -> Optional.empty();
        };
    }

    /** The students that serve the cameras at the beginning of an epoch. */
    static List<StudentVersion> of(String site, List<String> cameras, HelloReply reply) {
        return cameras.stream().map(camera -> of(site, camera, reply)).toList();
    }

    private static StudentVersion of(String site, String camera, HelloReply reply) {
        HelloReply.Serving serving = reply.students().get(camera);
        return serving == null
                ? new StudentVersion(site, camera, null, reply.epoch(), 0)
                : new StudentVersion(
                        site, camera, serving.sha256(), reply.epoch(), serving.sequence());
    }
}
