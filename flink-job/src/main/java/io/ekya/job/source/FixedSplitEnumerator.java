/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Assigns a fixed set of splits once all readers have registered, each to the least loaded reader,
 * so that cameras spread evenly. Its checkpoint holds the splits that are not assigned yet.
 */
public final class FixedSplitEnumerator<S extends SourceSplit>
        implements SplitEnumerator<S, List<S>> {
    private final SplitEnumeratorContext<S> context;
    private final List<S> pending;
    private final Map<Integer, Integer> load = new HashMap<>();

    public FixedSplitEnumerator(SplitEnumeratorContext<S> context, List<S> pending) {
        this.context = context;
        this.pending = new ArrayList<>(pending);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<S> splits, int subtask) {
        pending.addAll(splits);
        load.remove(subtask);
    }

    @Override
    public void addReader(int subtask) {
        if (context.registeredReaders().size() < context.currentParallelism()) {
            return;
        }
        Map<Integer, List<S>> assigned = new TreeMap<>();
        for (S split : pending) {
            int reader = leastLoaded();
            load.merge(reader, 1, Integer::sum);
            assigned.computeIfAbsent(reader, r -> new ArrayList<>()).add(split);
        }
        pending.clear();
        if (!assigned.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assigned));
        }
        context.registeredReaders().keySet().forEach(context::signalNoMoreSplits);
    }

    private int leastLoaded() {
        int best = 0;
        for (int reader = 1; reader < context.currentParallelism(); reader++) {
            if (load.getOrDefault(reader, 0) < load.getOrDefault(best, 0)) {
                best = reader;
            }
        }
        return best;
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
        return List.copyOf(pending);
    }

    @Override
    public void close() {}
}
