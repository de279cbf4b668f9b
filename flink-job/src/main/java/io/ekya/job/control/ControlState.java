/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.control;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Broadcast state by camera: the allocation in force and the serving student. An entry is replaced
 * by newer ones only, so the order of arrival does not matter.
 */
public final class ControlState {
    /** The allocation in force; one per camera, never cleared. */
    public static final MapStateDescriptor<String, Allocation> ALLOCATIONS =
            new MapStateDescriptor<>("allocations", String.class, Allocation.class);

    /** The serving student; one per camera, never cleared. */
    public static final MapStateDescriptor<String, StudentVersion> STUDENTS =
            new MapStateDescriptor<>("students", String.class, StudentVersion.class);

    private ControlState() {}

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
