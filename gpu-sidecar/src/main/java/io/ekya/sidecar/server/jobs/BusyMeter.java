package io.ekya.sidecar.server.jobs;

import java.util.function.LongSupplier;

/**
 * Tells what device time was spent on. A mini-batch is charged to its share when it is over, so
 * what has been added since the last look belongs to the work named then.
 */
final class BusyMeter {
    private final LongSupplier busyNanos;
    private final long start;
    private long seen;
    private Tally current = new Tally();

    BusyMeter(LongSupplier busyNanos) {
        this.busyNanos = busyNanos;
        this.start = busyNanos.getAsLong();
        this.seen = start;
    }

    /** Device time and the crops it was spent on. */
    static final class Tally {
        private long nanos;
        private double crops;

        void addCrops(double n) {
            crops += n;
        }

        boolean isEmpty() {
            return crops == 0 || nanos == 0;
        }

        double seconds() {
            return nanos / 1e9;
        }

        double secondsPerCrop() {
            return crops == 0 ? 0 : nanos / 1e9 / crops;
        }
    }

    /** Says what the mini-batch that begins now is for. */
    void begin(Tally next) {
        long busy = busyNanos.getAsLong();
        current.nanos += busy - seen;
        seen = busy;
        current = next;
    }

    /** Device-busy seconds since this meter was made. */
    double seconds() {
        return (busyNanos.getAsLong() - start) / 1e9;
    }
}
