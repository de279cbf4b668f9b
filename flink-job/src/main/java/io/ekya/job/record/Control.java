/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import java.util.List;

/**
 * A broadcast record of a site: the allocations of a decision, and students that serve from now on.
 */
public record Control(String site, List<Allocation> allocations, List<StudentVersion> students) {
    public Control {
        allocations = List.copyOf(allocations);
        students = List.copyOf(students);
    }

    /** The allocations of a decision, one for each camera. */
    public static Control of(String site, List<Allocation> allocations) {
        return new Control(site, allocations, List.of());
    }

    /** A student that serves a camera from now on. */
    public static Control of(StudentVersion student) {
        return new Control(student.site(), List.of(), List.of(student));
    }
}
