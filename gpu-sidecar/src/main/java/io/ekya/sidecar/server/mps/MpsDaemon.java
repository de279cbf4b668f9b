/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control daemon of NVIDIA's multi-process service. A running daemon is used and left running;
 * otherwise one is started, and stopped when this is closed. Processes that start CUDA while it
 * runs share the GPU, each up to its {@link MpsEnvironment}; without it they start, but no share is
 * enforced.
 */
public final class MpsDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MpsDaemon.class);
    private static final int MAX_POLLS = 50;
    private static final long POLL_MILLIS = 100;
    private static final long CHECK_NANOS = 5_000_000_000L;

    private final MpsControl control;
    private final boolean owned;
    private boolean responded = true;
    private long checkedAt = System.nanoTime();

    private MpsDaemon(MpsControl control, boolean owned) {
        this.control = control;
        this.owned = owned;
    }

    /**
     * Finds or starts the daemon.
     *
     * @param environment whose PATH has NVIDIA's tools; CUDA_MPS_PIPE_DIRECTORY and
     *     CUDA_MPS_LOG_DIRECTORY in it must be those of the processes that are to share the GPU
     * @param gpus maximum for a process without its own share, 0..1 of the GPU; set only if the
     *     daemon is started here
     * @throws MpsException if the tools are missing or the daemon does not start
     */
    public static MpsDaemon open(Map<String, String> environment, double gpus) {
        MpsControl control = MpsControl.find(environment);
        if (responds(control)) {
            return new MpsDaemon(control, false);
        }
        control.start();
        MpsDaemon daemon = new MpsDaemon(control, true);
        try {
            daemon.awaitResponse();
            control.ask("set_default_active_thread_percentage " + MpsEnvironment.percentage(gpus));
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    private void awaitResponse() {
        for (int i = 0; i < MAX_POLLS && !responds(control); i++) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MpsException("start of the MPS daemon was interrupted", e);
            }
        }
        servers();
    }

    private static boolean responds(MpsControl control) {
        try {
            control.ask("get_server_list");
            return true;
        } catch (MpsException e) {
            LOG.debug("No MPS daemon responds: {}", e.getMessage());
            return false;
        }
    }

    /** Returns whether the daemon responds; checked every few seconds. */
    public synchronized boolean responds() {
        if (System.nanoTime() - checkedAt > CHECK_NANOS) {
            responded = responds(control);
            checkedAt = System.nanoTime();
        }
        return responded;
    }

    /**
     * Returns process ids of the MPS servers; none before the first client.
     *
     * @throws MpsException if the daemon does not respond with process ids
     */
    public List<Long> servers() {
        return control.ask("get_server_list").stream().map(MpsDaemon::pid).toList();
    }

    private static long pid(String line) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new MpsException(
                    "the MPS daemon must respond with process ids, but responded: " + line, e);
        }
    }

    /** Stops the daemon if it was started here. */
    @Override
    public void close() {
        if (!owned) {
            return;
        }
        try {
            control.ask("quit");
        } catch (MpsException e) {
            LOG.warn("MPS daemon cannot be stopped: {}", e.getMessage());
        }
    }
}
