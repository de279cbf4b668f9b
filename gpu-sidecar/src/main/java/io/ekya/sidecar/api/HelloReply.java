package io.ekya.sidecar.api;

import java.util.Map;

/**
 * The sidecar's answer to a greeting.
 *
 * @param epoch the site's new epoch
 * @param journal id of the journal
 * @param oldestEvent number of the oldest event kept
 * @param nextEvent number the next event will have
 * @param students per camera the sha256 of the student in service; cameras on the base student are
 *     left out
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
