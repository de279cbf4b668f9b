/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.Placement;
import io.ekya.schedule.Policy;

/**
 * A scheduling policy whose jobs are placed on one GPU each, with shares rounded to inverse powers
 * of two.
 */
record PlacedContender(Policy policy) implements Contender {

    @Override
    public String name() {
        return "placed(" + policy.name() + ")";
    }

    @Override
    public PlayedTrace play(Trace trace, SimulationSetting setting) {
        return new Simulation(trace, setting, policy, d -> Placement.of(d).decision()).play();
    }
}
