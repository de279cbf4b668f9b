/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

/**
 * Decides which cameras are retrained, with which configuration, and the GPU share of every job.
 * Pure and deterministic.
 */
public interface Policy {

    /**
     * Returns the name as used in a configuration, such as {@code thief} or {@code
     * uniform(all-5ep,0.5)}.
     */
    String name();

    /**
     * Returns whether this policy ever retrains with a configuration; others need no micro-profile.
     */
    default boolean mayUse(String retraining) {
        return true;
    }

    /** Returns the policy's plan for the rest of the window. */
    Plan plan(SchedulingProblem problem);
}
