package io.ekya.job.windows;

/** Latencies in buckets that grow by a fifth, so that a quantile costs little state. */
final class LatencyHistogram {
    private static final double GROWTH = 1.2;

    /** Reaches beyond an hour. */
    static final int BUCKETS = 84;

    private LatencyHistogram() {}

    static int bucketOf(long millis) {
        int bucket = (int) Math.floor(Math.log(Math.max(1.0, (double) millis)) / Math.log(GROWTH));
        return Math.min(BUCKETS - 1, bucket);
    }

    /**
     * Upper edge of the bucket that the quantile falls into, milliseconds; 0 where all are empty.
     */
    static long quantile(int[] counts, double quantile) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        long rank = (long) Math.ceil(quantile * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return Math.round(Math.pow(GROWTH, i + 1));
            }
        }
        return 0;
    }
}
