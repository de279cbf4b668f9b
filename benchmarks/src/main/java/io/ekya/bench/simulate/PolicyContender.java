/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.Policy;

/** A scheduling policy that replans whenever a retraining ends. */
record PolicyContender(Policy policy) implements Contender {

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public PlayedTrace play(Trace trace, SimulationSetting setting) {
        return new Simulation(trace, setting, policy).play();
    }
}
