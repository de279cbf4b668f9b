package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The shares that jobs were promised, and what of them holds now. Together they never take more
 * than the device; and while inference says that it is late, training gets less, for as long as the
 * word is fresh. Safe for use by several threads.
 */
final class ShareLedger {
    /** How long a word about latency counts. */
    static final long FRESH_NANOS = 2_000_000_000L;

    /** Training is never slowed below this part of its share. */
    static final double LEAST = 0.2;

    private final double gpus;
    private final LongSupplier nanos;
    private final IdentityHashMap<DeviceShare, Double> promised = new IdentityHashMap<>();
    private final Map<String, Word> words = new HashMap<>();

    /** That answers come late: the part of its share that is left to training. */
    private record Word(double pressure, long saidAt) {}

    /**
     * A book.
     *
     * @param gpus what there is to share out
     * @param nanos elapsed time
     */
    ShareLedger(double gpus, LongSupplier nanos) {
        this.gpus = gpus;
        this.nanos = nanos;
    }

    /** Promises a job a share, or another one than before. */
    synchronized void promise(DeviceShare job, double share) {
        promised.put(job, share);
        apply();
    }

    /** A job has ended. */
    synchronized void release(DeviceShare job) {
        if (promised.remove(job) != null) {
            apply();
        }
    }

    /** What a job was promised, 0..1 of one GPU. */
    synchronized double promisedTo(DeviceShare job) {
        return promised.getOrDefault(job, job.requested());
    }

    /** What a job gets while inference is not late, 0..1 of one GPU. */
    synchronized double planned(DeviceShare job) {
        return Math.min(1, promisedTo(job) * fitting());
    }

    /**
     * Says how late inference is. Of several sources the one that leaves training least counts.
     *
     * @param source whose word before it takes the place of
     * @param latencyMillis of its answers now
     * @param targetMillis that they may take
     */
    synchronized void latency(String source, double latencyMillis, double targetMillis) {
        words.remove(source);
        if (latencyMillis > targetMillis) {
            double pressure = Math.max(LEAST, targetMillis / latencyMillis);
            words.put(source, new Word(pressure, nanos.getAsLong()));
        }
        forgetOld();
        apply();
    }

    /** The part of its share that is left to training, 0..1: below 1 while inference is late. */
    synchronized double pressure() {
        return words.values().stream().mapToDouble(Word::pressure).min().orElse(1);
    }

    /** Forgets words about latency that are no longer fresh; call it now and then. */
    synchronized void refresh() {
        if (forgetOld()) {
            apply();
        }
    }

    private boolean forgetOld() {
        long now = nanos.getAsLong();
        return words.values().removeIf(word -> now - word.saidAt() > FRESH_NANOS);
    }

    /** By how much promises shrink so that together they are at most the device. */
    private double fitting() {
        double total = promised.values().stream().mapToDouble(Double::doubleValue).sum();
        return total > gpus ? gpus / total : 1;
    }

    private void apply() {
        double factor = pressure() * fitting();
        promised.forEach((job, share) -> job.resize(Math.min(1, share * factor)));
    }
}
