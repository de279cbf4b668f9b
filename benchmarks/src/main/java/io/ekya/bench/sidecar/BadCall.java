package io.ekya.bench.sidecar;

import io.grpc.Status;
import java.util.List;
import java.util.Set;

/**
 * A call that a sidecar has to refuse.
 *
 * @param kind what is wrong with it
 * @param method of Flight's service
 * @param messages sent one after another, then the stream is half-closed
 * @param token shown
 * @param right codes that are right answers
 */
record BadCall(
        String kind, String method, List<byte[]> messages, String token, Set<Status.Code> right) {
    BadCall {
        messages = List.copyOf(messages);
        right = Set.copyOf(right);
    }
}
