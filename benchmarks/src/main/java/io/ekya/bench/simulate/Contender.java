/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

/** Anything that can be evaluated on a trace: a policy, or an alternative to scheduling. */
public interface Contender {

    /** Returns the name on the command line. */
    String name();

    /** Simulates all windows. */
    PlayedTrace play(Trace trace, SimulationSetting setting);
}
