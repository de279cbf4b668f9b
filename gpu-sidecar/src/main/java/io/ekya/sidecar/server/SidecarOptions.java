/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.Retention;
import java.nio.file.Path;

/**
 * Options of a sidecar.
 *
 * @param folder for registry, models and samples
 * @param listening addresses, token and TLS
 * @param limits on concurrent calls
 * @param gpus device budget; on a CPU one GPU is one core
 * @param jobs how students are evaluated and profiled
 * @param retention how much is retained
 */
public record SidecarOptions(
        Path folder,
        ListenAddress listening,
        ConcurrencyLimits limits,
        double gpus,
        EvaluationSettings jobs,
        Retention retention) {
    public SidecarOptions {
        if (!(gpus > 0 && Double.isFinite(gpus))) {
            throw new IllegalArgumentException("gpus must be above 0, but is " + gpus);
        }
    }

    /** One GPU, a free port of the loopback interface, default limits and retention. */
    public static SidecarOptions local(Path folder, EvaluationSettings jobs) {
        return new SidecarOptions(
                folder,
                ListenAddress.local(0),
                ConcurrencyLimits.DEFAULT,
                1,
                jobs,
                Retention.DEFAULT);
    }
}
