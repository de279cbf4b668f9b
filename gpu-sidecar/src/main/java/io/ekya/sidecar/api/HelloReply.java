/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.Map;

/**
 * Reply to a {@link HelloRequest}.
 *
 * @param epoch the site's new epoch
 * @param journal id of the journal
 * @param oldestEvent number of the oldest retained event
 * @param nextEvent number of the next event
 * @param students sha256 of the serving student by camera; cameras served by the base student are
 *     omitted
 */
public record HelloReply(
        long epoch,
        String journal,
        long oldestEvent,
        long nextEvent,
        Map<String, String> students) {
    public HelloReply {
        students = Map.copyOf(students);
    }
}
