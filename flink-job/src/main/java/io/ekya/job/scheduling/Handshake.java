package io.ekya.job.scheduling;

import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Greets the sidecar once per start, on a thread of its own, again and again until it answers; the
 * answer brings the epoch under which this job's commands are taken.
 */
final class Handshake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final long RETRY_MILLIS = 500;
    private static final long JOIN_MILLIS = 5_000;

    private final Sidecar sidecar;
    private final HelloRequest request;
    private final Thread thread;
    private volatile @Nullable HelloReply reply;

    /**
     * @param sidecar closed with this
     */
    Handshake(Sidecar sidecar, HelloRequest request) {
        this.sidecar = sidecar;
        this.request = request;
        this.thread = new Thread(this::greet, "greeting");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The answer, or null where there is none yet. */
    @Nullable HelloReply reply() {
        return reply;
    }

    private void greet() {
        try {
            while (reply == null) {
                try {
                    reply = sidecar.hello(request);
                } catch (SidecarException e) {
                    LOG.info("the sidecar does not answer yet: {}", e.getMessage());
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the sidecar is not greeted any more");
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(JOIN_MILLIS);
        sidecar.close();
    }
}
