/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.grpc.Status;
import java.util.List;
import java.util.Set;

/**
 * A call that a sidecar must reject.
 *
 * @param kind category of the error
 * @param method of the Flight service
 * @param messages sent in order, then the stream is half-closed
 * @param token authentication token to send
 * @param expected acceptable status codes
 */
record BadCall(
        String kind,
        String method,
        List<byte[]> messages,
        String token,
        Set<Status.Code> expected) {
    BadCall {
        messages = List.copyOf(messages);
        expected = Set.copyOf(expected);
    }
}
