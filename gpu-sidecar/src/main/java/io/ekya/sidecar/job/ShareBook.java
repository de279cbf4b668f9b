package io.ekya.sidecar.job;

import io.ekya.device.DeviceShare;
import java.util.IdentityHashMap;
import java.util.function.LongSupplier;

/**
 * The shares that jobs were promised, and what of them holds now. Together they never take more
 * than the device; and while inference says that it is late, training gets less, for as long as the
 * word is fresh. Safe for use by several threads.
 */
final class ShareBook {
    /** How long a word about latency counts. */
    static final long FRESH_NANOS = 2_000_000_000L;

    /** Training is never slowed below this part of its share. */
    static final double LEAST = 0.2;

    private final double gpus;
    private final LongSupplier nanos;
    private final IdentityHashMap<DeviceShare, Double> promised = new IdentityHashMap<>();
    private double pressure = 1;
    private long pressedAt;

    /**
     * A book.
     *
     * @param gpus what there is to share out
     * @param nanos elapsed time
     */
    ShareBook(double gpus, LongSupplier nanos) {
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

    /**
     * Says how late inference is.
     *
     * @param latencyMillis of its answers now
     * @param targetMillis that they may take
     */
    synchronized void latency(double latencyMillis, double targetMillis) {
        pressure =
                latencyMillis <= targetMillis ? 1 : Math.max(LEAST, targetMillis / latencyMillis);
        pressedAt = nanos.getAsLong();
        apply();
    }

    /** Forgets a word about latency that is no longer fresh; call it now and then. */
    synchronized void refresh() {
        if (pressure < 1 && nanos.getAsLong() - pressedAt > FRESH_NANOS) {
            pressure = 1;
            apply();
        }
    }

    private void apply() {
        double total = promised.values().stream().mapToDouble(Double::doubleValue).sum();
        double factor = pressure * (total > gpus ? gpus / total : 1);
        promised.forEach((job, share) -> job.resize(Math.min(1, share * factor)));
    }
}
