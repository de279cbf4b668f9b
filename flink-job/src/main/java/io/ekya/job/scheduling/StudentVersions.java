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

    /** The students that serve at the beginning of an epoch. */
    static List<StudentVersion> of(String site, HelloReply reply) {
        return reply.students().entrySet().stream()
                .map(
                        e ->
                                new StudentVersion(
                                        site,
                                        e.getKey(),
                                        e.getValue().sha256(),
                                        reply.epoch(),
                                        e.getValue().sequence()))
                .toList();
    }
}
