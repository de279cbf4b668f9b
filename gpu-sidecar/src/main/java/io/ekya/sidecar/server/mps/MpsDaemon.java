package io.ekya.sidecar.server.mps;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control daemon of NVIDIA's multi-process service. One that runs already is used and left
 * running; otherwise one is started, and ended when this is closed. Processes that start CUDA while
 * it runs share the GPU through it, each up to its {@link MpsEnvironment}; where it does not run
 * they start all the same, and no share is kept.
 */
public final class MpsDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MpsDaemon.class);
    private static final int TRIES = 50;
    private static final long TRY_MILLIS = 100;
    private static final long LOOK_NANOS = 5_000_000_000L;

    private final MpsControl control;
    private final boolean ours;
    private boolean answered = true;
    private long lookedAt = System.nanoTime();

    private MpsDaemon(MpsControl control, boolean ours) {
        this.control = control;
        this.ours = ours;
    }

    /**
     * Finds the daemon, or starts it.
     *
     * @param environment whose PATH has NVIDIA's tools; CUDA_MPS_PIPE_DIRECTORY and
     *     CUDA_MPS_LOG_DIRECTORY in it must be those of the processes that are to share the GPU
     * @param gpus the most that a process without a share of its own gets, 0..1 of the GPU; set
     *     only where the daemon is ours
     * @throws MpsException where there are no such tools, or the daemon does not come up
     */
    public static MpsDaemon open(Map<String, String> environment, double gpus) {
        MpsControl control = MpsControl.find(environment);
        if (answers(control)) {
            return new MpsDaemon(control, false);
        }
        control.start();
        MpsDaemon daemon = new MpsDaemon(control, true);
        try {
            daemon.awaitAnswer();
            control.ask("set_default_active_thread_percentage " + MpsEnvironment.percentage(gpus));
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    private void awaitAnswer() {
        for (int i = 0; i < TRIES && !answers(control); i++) {
            try {
                Thread.sleep(TRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MpsException("the daemon of mps was not waited for", e);
            }
        }
        servers();
    }

    private static boolean answers(MpsControl control) {
        try {
            control.ask("get_server_list");
            return true;
        } catch (MpsException e) {
            LOG.debug("No daemon of mps answers: {}", e.getMessage());
            return false;
        }
    }

    /** Whether the daemon answers; looked up every few seconds. */
    public synchronized boolean answers() {
        if (System.nanoTime() - lookedAt > LOOK_NANOS) {
            answered = answers(control);
            lookedAt = System.nanoTime();
        }
        return answered;
    }

    /**
     * Process ids of the servers through which clients share GPUs; none before the first client.
     *
     * @throws MpsException where the daemon does not answer, or not with process ids
     */
    public List<Long> servers() {
        return control.ask("get_server_list").stream().map(MpsDaemon::pid).toList();
    }

    private static long pid(String line) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new MpsException(
                    "the daemon of mps was asked for its servers' process ids, but said: " + line,
                    e);
        }
    }

    /** Ends the daemon where it is ours. */
    @Override
    public void close() {
        if (!ours) {
            return;
        }
        try {
            control.ask("quit");
        } catch (MpsException e) {
            LOG.warn("The daemon of mps could not be ended: {}", e.getMessage());
        }
    }
}
