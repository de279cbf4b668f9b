/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Simulates every contender on every trace under every setting.
 *
 * @param traces returns the trace of a seed, with at least as many cameras as any of {@code
 *     streams}
 */
public record Sweep(
        LongFunction<Trace> traces,
        List<Long> seeds,
        List<Integer> streams,
        List<SimulationSetting> settings,
        List<Contender> contenders) {

    public Sweep {
        seeds = List.copyOf(seeds);
        streams = List.copyOf(streams);
        settings = List.copyOf(settings);
        contenders = List.copyOf(contenders);
    }

    /** Returns a source of synthetic traces. */
    public static LongFunction<Trace> syntheticTraces(
            int cameras, int windows, double windowSeconds) {
        return seed -> TraceGenerator.generate(seed, cameras, windows, windowSeconds);
    }

    private record Task(long seed, int streams, SimulationSetting setting) {}

    /**
     * Runs all simulations in parallel and returns rows in the order of seeds, streams, settings
     * and contenders.
     */
    public List<SweepRow> rows() {
        List<Task> tasks = new ArrayList<>();
        for (long seed : seeds) {
            for (int count : streams) {
                settings.forEach(setting -> tasks.add(new Task(seed, count, setting)));
            }
        }
        return IntStream.range(0, tasks.size())
                .parallel()
                .mapToObj(i -> rows(tasks.get(i)))
                .flatMap(List::stream)
                .toList();
    }

    private List<SweepRow> rows(Task task) {
        Trace trace = traces.apply(task.seed).first(task.streams);
        List<SweepRow> rows = new ArrayList<>();
        for (Contender contender : contenders) {
            PlayedTrace played = contender.play(trace, task.setting);
            rows.add(
                    new SweepRow(
                            contender.name(),
                            trace.cameras().size(),
                            task.setting.gpus(),
                            trace.header().windowSeconds(),
                            task.setting.error(),
                            task.seed,
                            played.accuracy(),
                            played.retrainings(),
                            played.medianMillis()));
        }
        return rows;
    }
}
