/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.concurrent.ThreadFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The device threads: one for all jobs, or one more for the retrainings of each camera. */
final class DeviceLoops implements AutoCloseable {
    private final boolean sideBySide;
    private final ThreadFailure failure;
    private final DeviceLoop shared;
    private final Map<String, DeviceLoop> perCamera = new ConcurrentHashMap<>();

    /**
     * @param sideBySide whether retrainings of different cameras run concurrently
     */
    DeviceLoops(boolean sideBySide, ThreadFailure failure) {
        this.sideBySide = sideBySide;
        this.failure = failure;
        this.shared = new DeviceLoop("device", failure);
    }

    void addProfiling(DeviceJob job) {
        shared.add(job);
    }

    /** Adds a retraining; those of one camera run one after another on one thread. */
    void addRetraining(String site, String camera, DeviceJob job) {
        DeviceLoop loop =
                sideBySide
                        ? perCamera.computeIfAbsent(
                                site + "/" + camera, c -> new DeviceLoop("device " + c, failure))
                        : shared;
        loop.add(job);
    }

    private List<DeviceLoop> all() {
        List<DeviceLoop> all = new ArrayList<>(perCamera.values());
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
