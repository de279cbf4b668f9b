/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import io.ekya.job.record.Prediction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Receives the answers of a running job in this JVM. The job's serialised sink finds it by name.
 * Frames must be paced at a pace of 1, so that a frame's event time is the time at which it is due.
 */
final class Answers implements AutoCloseable {
    private static final Map<String, Answers> ALL = new ConcurrentHashMap<>();
    private static final long TIMEOUT_SECONDS = 120;

    private final String name;
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final long originMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    private final long originNanos = System.nanoTime();
    private final Map<String, Answer> last = new ConcurrentHashMap<>();

    private Answers(String name) {
        this.name = name;
    }

    /** Creates a receiver with a unique name. */
    static Answers open(String name) {
        Answers made = new Answers(name);
        if (ALL.putIfAbsent(name, made) != null) {
            throw new IllegalStateException("answers of " + name + " are received already");
        }
        return made;
    }

    /** Returns a sink that delivers to this receiver. */
    Sink<Prediction> sink() {
        return new Receiving(name);
    }

    private record Receiving(String name) implements Sink<Prediction> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<Prediction> createWriter(WriterInitContext context) {
            Answers all = ALL.get(name);
            if (all == null) {
                throw new IllegalStateException("nobody receives the answers of " + name);
            }
            return new SinkWriter<>() {
                @Override
                public void write(Prediction answer, Context unused) {
                    all.add(answer);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }

    private void add(Prediction p) {
        if (p.how() == Prediction.How.NONE) {
            return;
        }
        long nanos = System.nanoTime();
        long due = 1_000 * p.timeMillis();
        Answer answer =
                new Answer(
                        p.camera(),
                        p.index(),
                        nanos,
                        originMicros + (nanos - originNanos) / 1_000 - due,
                        p.how() == Prediction.How.ANALYSED,
                        p.dropped().frames(),
                        p.model().student());
        answers.add(answer);
        last.put(answer.camera(), answer);
    }

    /** Returns the answers so far, in the order of their arrival. */
    List<Answer> all() {
        return List.copyOf(answers);
    }

    /** Returns a camera's latest answer, with a negative index if there is none. */
    Answer last(String camera) {
        return last.getOrDefault(camera, new Answer(camera, -1, 0, 0, false, 0, ""));
    }

    /**
     * Waits for a condition.
     *
     * @throws IllegalStateException if it does not hold in time
     */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%s: no %s within %d s".formatted(name, what, TIMEOUT_SECONDS));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Override
    public void close() {
        ALL.remove(name);
    }
}
