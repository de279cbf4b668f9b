package io.ekya.job.inference;

import io.ekya.job.commands.RetryingSender;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.client.Sidecar;

/**
 * Tells the sidecar when a subtask's answers come late, so that training yields. The task's thread
 * only hands over; what the sidecar does not take at once is not said later, since it would no
 * longer be true.
 */
final class LatencySignal implements AutoCloseable {
    private static final long STALE_NANOS = 1_000_000_000L;

    private final String site;
    private final String source;
    private final long targetMillis;
    private final LatencyWatch watch;
    private final RetryingSender courier;

    /**
     * A signal; {@link #start} it.
     *
     * @param source who says it, such as {@code infer-0}
     * @param sidecar closed with this
     */
    LatencySignal(String site, String source, long targetMillis, Sidecar sidecar) {
        this.site = site;
        this.source = source;
        this.targetMillis = targetMillis;
        this.watch = new LatencyWatch(targetMillis);
        this.courier = new RetryingSender("latency of " + source, sidecar, 1);
    }

    void start() {
        courier.start();
    }

    /**
     * Takes note of an answer.
     *
     * @param nowMillis wall-clock time
     * @param latencyMillis from the capture of the frame until now
     */
    void answered(long nowMillis, long latencyMillis) {
        watch.answered(nowMillis, latencyMillis).ifPresent(this::say);
    }

    private void say(double latencyMillis) {
        long madeAt = System.nanoTime();
        LatencyReport report =
                new LatencyReport(site, source, latencyMillis, (double) targetMillis);
        courier.hand(
                outbox ->
                        outbox.add(
                                "latency",
                                sidecar -> {
                                    if (System.nanoTime() - madeAt < STALE_NANOS) {
                                        sidecar.latency(report);
                                    }
                                }));
    }

    @Override
    public void close() throws InterruptedException {
        courier.close();
    }
}
