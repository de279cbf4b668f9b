/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.ShareGovernor;
import io.ekya.learn.Learner;

/**
 * What jobs run on.
 *
 * @param gpus what all jobs together may take
 * @param governor opens the shares of micro-profiling
 * @param learner trains and judges in this process
 * @param retraining how retrainings are carried out
 */
public record JobDevice(
        double gpus, ShareGovernor governor, Learner learner, RetrainingMode retraining) {

    /** All jobs take turns in this process. */
    public static JobDevice inTurns(double gpus, ShareGovernor governor, Learner learner) {
        return new JobDevice(
                gpus, governor, learner, new RetrainingMode(governor, share -> learner, false));
    }
}
