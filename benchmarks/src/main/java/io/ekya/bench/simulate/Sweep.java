package io.ekya.bench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Plays every contender on every trace under every setting.
 *
 * @param traces a trace of at least as many cameras as any {@code streams}, by seed
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

    /** Sweeps over traces that are drawn, as long as asked for. */
    public static LongFunction<Trace> drawn(int cameras, int windows, double windowSeconds) {
        return seed -> TraceGenerator.draw(seed, cameras, windows, windowSeconds);
    }

    private record Task(long seed, int streams, SimulationSetting setting) {}

    /** Rows in the order of seeds, streams, settings and contenders; tasks run side by side. */
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
