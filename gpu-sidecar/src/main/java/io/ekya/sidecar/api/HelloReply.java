/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reply to a {@link HelloRequest}.
 *
 * @param epoch the site's new epoch
 * @param client as in the request
 * @param journal id of the journal
 * @param oldestEvent number of the oldest retained event
 * @param nextEvent number of the next event
 * @param students the serving student by camera; cameras served by the base student are omitted
 * @param retrainings the running retrainings
 */
public record HelloReply(
        long epoch,
        @Nullable String client,
        String journal,
        long oldestEvent,
        long nextEvent,
        Map<String, Serving> students,
        List<Running> retrainings) {
    public HelloReply {
        students = Map.copyOf(students);
        retrainings = List.copyOf(retrainings);
    }

    /**
     * A serving student.
     *
     * @param sequence increases with every promotion of the camera
     */
    public record Serving(String sha256, long sequence) {}

    /**
     * A running retraining.
     *
     * @param configuration id of the retraining configuration
     * @param window whose labels it trains on
     */
    public record Running(String camera, String configuration, long window) {}
}
