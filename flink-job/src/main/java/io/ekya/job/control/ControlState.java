/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.control;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * Broadcast state: the allocation in force and the serving student of each camera, and the cameras
 * themselves if they can change. An allocation or student is replaced by newer ones only, so the
 * order of arrival does not matter.
 */
public final class ControlState {
    /** The allocation in force; one per camera, cleared when the camera is removed. */
    public static final MapStateDescriptor<String, Allocation> ALLOCATIONS =
            new MapStateDescriptor<>("allocations", String.class, Allocation.class);

    /** The serving student; one per camera, cleared when the camera is removed. */
    public static final MapStateDescriptor<String, StudentVersion> STUDENTS =
            new MapStateDescriptor<>("students", String.class, StudentVersion.class);

    /** The cameras that run, under the key {@link #ALL}; empty until the first set arrives. */
    public static final MapStateDescriptor<String, CameraSet> CAMERAS =
            new MapStateDescriptor<>("cameras", String.class, CameraSet.class);

    private static final String ALL = "all";

    private ControlState() {}

    /** Stores the cameras, if the record names them, and forgets what is held of others. */
    public static void takeCameras(
            Control control,
            BroadcastState<String, CameraSet> state,
            BroadcastState<String, Allocation> allocations,
            BroadcastState<String, StudentVersion> students)
            throws Exception {
        CameraSet cameras = control.cameras();
        if (cameras != null) {
            state.put(ALL, cameras);
            retain(cameras, allocations);
            retain(cameras, students);
        }
    }

    /** The cameras that run; null until the first set arrives. */
    public static @Nullable CameraSet cameras(ReadOnlyBroadcastState<String, CameraSet> state)
            throws Exception {
        return state.get(ALL);
    }

    private static void retain(CameraSet cameras, BroadcastState<String, ?> state)
            throws Exception {
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, ?> entry : state.immutableEntries()) {
            if (!cameras.contains(entry.getKey())) {
                gone.add(entry.getKey());
            }
        }
        for (String camera : gone) {
            state.remove(camera);
        }
    }

    /** Whether frames of the camera are processed; those of a removed one may still arrive. */
    public static boolean isRunning(String camera, ReadOnlyBroadcastState<String, CameraSet> state)
            throws Exception {
        CameraSet cameras = state.get(ALL);
        return cameras == null || cameras.contains(camera);
    }

    /** Stores the allocations that are newer than those held, and returns them. */
    public static List<Allocation> takeAllocations(
            Control control, BroadcastState<String, Allocation> state) throws Exception {
        List<Allocation> taken = new ArrayList<>();
        for (Allocation next : control.allocations()) {
            if (isNewer(next, state.get(next.camera()))) {
                state.put(next.camera(), next);
                taken.add(next);
            }
        }
        return taken;
    }

    /** Stores the student versions that are newer than those held. */
    public static void takeStudents(Control control, BroadcastState<String, StudentVersion> state)
            throws Exception {
        for (StudentVersion next : control.students()) {
            if (next.isNewerThan(state.get(next.camera()))) {
                state.put(next.camera(), next);
            }
        }
    }

    static boolean isNewer(Allocation next, @Nullable Allocation held) {
        if (held == null || next.epoch() != held.epoch()) {
            return held == null || next.epoch() > held.epoch();
        }
        return next.revision() > held.revision();
    }
}
