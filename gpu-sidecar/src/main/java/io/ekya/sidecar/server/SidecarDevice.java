/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import io.ekya.device.DeviceClock;
import io.ekya.device.DeviceName;
import io.ekya.device.PartitionGovernor;
import io.ekya.device.ShareUse;
import io.ekya.device.TimeShareGovernor;
import io.ekya.learn.Learner;
import io.ekya.learn.TorchDevice;
import io.ekya.sidecar.server.jobs.JobDevice;
import io.ekya.sidecar.server.jobs.RetrainingMode;
import io.ekya.sidecar.server.mps.MpsDaemon;
import io.ekya.sidecar.server.worker.TrainingProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The device of a sidecar and its share control: a time-share governor; or NVIDIA's multi-process
 * service for retrainings and the governor for work of this process (micro-profiles). Under the
 * service, evaluations at the end of retrainings are not limited.
 */
public final class SidecarDevice implements AutoCloseable {
    /** Minimum time between restarts of a process, since a start takes seconds. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final DeviceName name;
    private final Learner learner;
    private final TimeShareGovernor governor;
    private final @Nullable Divided divided;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Retrainings as processes, each with its part of a GPU. */
    private record Divided(
            MpsDaemon daemon, PartitionGovernor governor, TrainingProcesses processes) {}

    private SidecarDevice(
            DeviceName name, Learner learner, DeviceClock clock, @Nullable Divided divided) {
        this.name = name;
        this.learner = learner;
        this.governor =
                name.isCpu() ? TimeShareGovernor.resting(clock) : new TimeShareGovernor(clock);
        this.divided = divided;
    }

    /** The CPU of this machine: one GPU is one core. */
    public static SidecarDevice processor(Learner learner) {
        return new SidecarDevice(DeviceName.CPU, learner, DeviceClock.cpu(), null);
    }

    /**
     * Opens and tests a device.
     *
     * @param gpus capacity for all jobs together
     * @param folder of the sidecar
     * @throws IllegalArgumentException if PyTorch cannot use it, or it cannot be divided
     * @throws io.ekya.sidecar.server.mps.MpsException if NVIDIA's service is requested but not
     *     available
     * @throws IOException if the folder is not writable
     */
    public static SidecarDevice open(
            DeviceName name, ShareControl control, double gpus, Path folder) throws IOException {
        if (control == ShareControl.MPS) {
            if (name.isCpu()) {
                throw new IllegalArgumentException(
                        "share control mps divides an NVIDIA GPU, but the device is cpu; use"
                                + " governor, or device cuda:0");
            }
            return divided(name, gpus, folder, System.getenv(), SETTLE);
        }
        TorchDevice device = TorchDevice.open(name);
        return new SidecarDevice(name, device.learner(), device.clock(), null);
    }

    /**
     * Opens a divided device. The service is started first, since a process becomes its client when
     * CUDA starts.
     *
     * @param environment with NVIDIA's tools
     * @param settle minimum time before the process of a retraining is restarted
     */
    static SidecarDevice divided(
            DeviceName name,
            double gpus,
            Path folder,
            Map<String, String> environment,
            Duration settle)
            throws IOException {
        MpsDaemon daemon = MpsDaemon.open(environment, gpus);
        try {
            TorchDevice device = TorchDevice.open(name);
            Divided divided =
                    new Divided(
                            daemon,
                            new PartitionGovernor(DeviceClock.cpu()),
                            new TrainingProcesses(folder, name, device.learner(), settle));
            return new SidecarDevice(name, device.learner(), device.clock(), divided);
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /** Such as {@code cpu} or {@code cuda:0}. */
    String name() {
        return name.toString();
    }

    /** Returns the view of this device for jobs with a total capacity, GPUs. */
    JobDevice forJobs(double gpus) {
        return divided == null
                ? JobDevice.inTurns(gpus, governor, learner)
                : new JobDevice(
                        gpus,
                        governor,
                        learner,
                        new RetrainingMode(divided.governor(), divided.processes()::learner, true));
    }

    /**
     * Returns false if requested shares are not enforced: NVIDIA's service does not respond, or a
     * retraining still runs with its previous share.
     */
    boolean sharesEnforced() {
        return divided == null
                || (divided.daemon().responds() && divided.processes().haveRequestedShares());
    }

    /** Sum of the open shares, GPUs. */
    double requestedTotal() {
        return governor.requestedTotal()
                + (divided == null ? 0 : divided.governor().requestedTotal());
    }

    /** Device-busy seconds since the start. */
    double busySeconds() {
        return governor.busySeconds() + (divided == null ? 0 : divided.governor().busySeconds());
    }

    /** Returns requested and achieved share of each open share. */
    List<ShareUse> uses() {
        List<ShareUse> all = new ArrayList<>(governor.uses());
        if (divided != null) {
            all.addAll(divided.governor().uses());
        }
        return all;
    }

    /** Ends the processes that were started. */
    @Override
    public void close() {
        if (divided != null && closed.compareAndSet(false, true)) {
            divided.processes().close();
            divided.daemon().close();
        }
    }
}
