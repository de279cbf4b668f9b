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
 * What a sidecar computes on, and what keeps shares there: a governor of time; or NVIDIA's
 * multi-process service for retrainings, and the governor for what this process does itself
 * (micro-profiles). Judging students, at a retraining's end, is not limited under the service.
 */
public final class SidecarDevice implements AutoCloseable {
    /** Starting a process costs seconds, so it is left alone for as long. */
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

    /** This machine's processor: one GPU is one core. */
    public static SidecarDevice processor(Learner learner) {
        return new SidecarDevice(DeviceName.CPU, learner, DeviceClock.cpu(), null);
    }

    /**
     * The device of a name, tried.
     *
     * @param gpus what all jobs together may take
     * @param folder the sidecar's
     * @throws IllegalArgumentException where PyTorch cannot compute on it, or it cannot be divided
     * @throws io.ekya.sidecar.server.mps.MpsException where NVIDIA's service is asked for and not
     *     there
     * @throws IOException where the folder cannot be written
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
     * A divided device. The service comes first: a process is its client only where CUDA starts
     * after it.
     *
     * @param environment with NVIDIA's tools
     * @param settle how long a retraining's process runs at least before it is started again
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

    /** What jobs run on, of which they may take so many GPUs together. */
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
     * False where shares are asked for but not kept: NVIDIA's service does not answer, or a
     * retraining still runs with the share that it was started with.
     */
    boolean sharesEnforced() {
        return divided == null
                || (divided.daemon().answers() && divided.processes().haveTheirShares());
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

    /** What each open share asked for and got. */
    List<ShareUse> uses() {
        List<ShareUse> all = new ArrayList<>(governor.uses());
        if (divided != null) {
            all.addAll(divided.governor().uses());
        }
        return all;
    }

    /** Ends what was started beside this process. */
    @Override
    public void close() {
        if (divided != null && closed.compareAndSet(false, true)) {
            divided.processes().close();
            divided.daemon().close();
        }
    }
}
