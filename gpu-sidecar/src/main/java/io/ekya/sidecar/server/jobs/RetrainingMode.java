/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.ShareGovernor;
import io.ekya.learn.Learner;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * How retrainings are carried out.
 *
 * @param governor opens their shares
 * @param learner who trains and judges, for a share of one GPU that may change
 * @param sideBySide whether each camera's has a thread of its own, or all take turns on the
 *     device's
 */
public record RetrainingMode(
        ShareGovernor governor, Function<DoubleSupplier, Learner> learner, boolean sideBySide) {}
