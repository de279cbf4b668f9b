/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.Policies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The best of all uniform baselines, chosen in hindsight for each trace. */
record BestUniform() implements Contender {

    private static final List<Double> INFERENCE_SHARES = List.of(0.3, 0.5, 0.7, 0.9);

    @Override
    public String name() {
        return "best-uniform";
    }

    @Override
    public PlayedTrace play(Trace trace, SimulationSetting setting) {
        PlayedTrace best = new PlayedTrace(List.of(), List.of(), 0);
        for (String policy : policies(trace)) {
            PlayedTrace played = new Simulation(trace, setting, Policies.named(policy)).play();
            best = played.accuracy() > best.accuracy() ? played : best;
        }
        return best;
    }

    private static List<String> policies(Trace trace) {
        Set<String> configurations = new LinkedHashSet<>();
        for (Trace.Camera camera : trace.cameras()) {
            for (Trace.Window window : camera.windows()) {
                window.training().forEach(t -> configurations.add(t.configuration()));
            }
        }
        return policies(configurations);
    }

    /** Returns all uniform baselines with these configurations. */
    static List<String> policies(Iterable<String> configurations) {
        List<String> policies = new ArrayList<>();
        for (String configuration : configurations) {
            for (double share : INFERENCE_SHARES) {
                policies.add("uniform(%s,%s)".formatted(configuration, share));
            }
        }
        return policies;
    }
}
