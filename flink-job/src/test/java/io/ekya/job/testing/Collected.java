/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.topology.JobConnectors;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** The records that a run wrote, kept in this JVM under the run's name. */
public record Collected(String run) {
    private static final Map<String, Queue<Object>> ALL = new ConcurrentHashMap<>();

    /** Returns sinks that add to this collection. */
    public JobConnectors.Sinks sinks() {
        return new JobConnectors.Sinks(
                new CollectingSink<>(run),
                new CollectingSink<>(run),
                new CollectingSink<>(run),
                new CollectingSink<>(run),
                new CollectingSink<>(run));
    }

    private <T> List<T> all(Class<T> type) {
        return ALL.getOrDefault(run, new ConcurrentLinkedQueue<>()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<Prediction> predictions() {
        return all(Prediction.class).stream().filter(p -> p.how() != Prediction.How.NONE).toList();
    }

    /** Window results, numbered from 0 within the run. */
    public List<WindowResult> windows() {
        return all(WindowResult.class).stream().map(this::numberedInRun).toList();
    }

    /** Window results as they were written. */
    public List<WindowResult> writtenWindows() {
        return all(WindowResult.class);
    }

    /** Events, their windows numbered from 0 within the run. */
    public List<SidecarEvent> events() {
        return all(SidecarEvent.class).stream().map(this::numberedInRun).toList();
    }

    /** Number of the first window with a result. */
    public long firstWindow() {
        return all(WindowResult.class).stream().mapToLong(WindowResult::window).min().orElse(0);
    }

    private WindowResult numberedInRun(WindowResult w) {
        return new WindowResult(
                w.site(),
                w.camera(),
                w.window() - firstWindow(),
                w.startMillis(),
                w.endMillis(),
                w.frames(),
                w.truth(),
                w.labels(),
                w.heldOut(),
                w.drift(),
                w.inference());
    }

    private SidecarEvent numberedInRun(SidecarEvent e) {
        Long window = e.window();
        return new SidecarEvent(
                e.site(),
                e.journal(),
                e.n(),
                e.timeMillis(),
                e.kind(),
                e.camera(),
                window == null ? null : (Long) (window - firstWindow()),
                e.payload());
    }

    public List<Allocation> allocations() {
        return all(Allocation.class);
    }

    public List<FrameCrops> deadLetters() {
        return all(FrameCrops.class);
    }

    private record CollectingSink<T>(String run) implements Sink<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            Queue<Object> queue = ALL.computeIfAbsent(run, r -> new ConcurrentLinkedQueue<>());
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context c) {
                    queue.add(element);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
