/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.grpc.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;

/** Counts Flight calls by method and status code. */
public final class CallCounts {
    private final Counter calls =
            Counter.builder()
                    .name("ekya_calls")
                    .help("Flight calls by status code")
                    .labelNames("method", "code")
                    .build();

    void count(String method, Status status) {
        calls.labelValues(method, status.getCode().name()).inc();
    }

    /** Returns the counts so far. */
    public CounterSnapshot snapshot() {
        return calls.collect();
    }
}
