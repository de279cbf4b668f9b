package io.ekya.sidecar.server.jobs;

import io.ekya.concurrent.ThreadFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that run jobs: one for all, or besides that one for each camera's retrainings. */
final class DeviceLoops implements AutoCloseable {
    private final boolean sideBySide;
    private final ThreadFailure failure;
    private final DeviceLoop shared;
    private final Map<String, DeviceLoop> own = new ConcurrentHashMap<>();

    /**
     * @param sideBySide whether retrainings of different cameras run at the same time
     */
    DeviceLoops(boolean sideBySide, ThreadFailure failure) {
        this.sideBySide = sideBySide;
        this.failure = failure;
        this.shared = new DeviceLoop("device", failure);
    }

    void addProfiling(DeviceJob job) {
        shared.add(job);
    }

    /** A camera's retrainings are on one thread, one after the other. */
    void addRetraining(String site, String camera, DeviceJob job) {
        DeviceLoop loop =
                sideBySide
                        ? own.computeIfAbsent(
                                site + "/" + camera, c -> new DeviceLoop("device " + c, failure))
                        : shared;
        loop.add(job);
    }

    private List<DeviceLoop> all() {
        List<DeviceLoop> all = new ArrayList<>(own.values());
        all.add(shared);
        return all;
    }

    void wake() {
        all().forEach(DeviceLoop::wake);
    }

    boolean alive() {
        return all().stream().allMatch(DeviceLoop::alive);
    }

    @Override
    public void close() {
        all().forEach(DeviceLoop::close);
    }
}
