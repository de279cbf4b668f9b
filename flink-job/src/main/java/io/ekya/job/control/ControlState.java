/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.control;

import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
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

    /** Stores an allocation if it is newer; returns whether it was. */
    public static boolean takeAllocation(Control control, BroadcastState<String, Allocation> state)
            throws Exception {
        Allocation next = control.allocation();
        if (next == null || !isNewer(next, state.get(next.camera()))) {
            return false;
        }
        state.put(next.camera(), next);
        return true;
    }

    /** Stores a student version if it is newer; returns whether it was. */
    public static boolean takeStudent(Control control, BroadcastState<String, StudentVersion> state)
            throws Exception {
        StudentVersion next = control.student();
        if (next == null) {
            return false;
        }
        StudentVersion held = state.get(next.camera());
        if (held != null && held.sequence() >= next.sequence()) {
            return false;
        }
        state.put(next.camera(), next);
        return true;
    }

    static boolean isNewer(Allocation next, @Nullable Allocation held) {
        if (held == null || next.epoch() != held.epoch()) {
            return held == null || next.epoch() > held.epoch();
        }
        return next.revision() > held.revision();
    }
}
