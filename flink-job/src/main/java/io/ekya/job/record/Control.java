/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast record of a site: the allocations of a decision, students that serve from now on, and
 * the cameras from now on.
 *
 * @param cameras null if they have not changed
 */
public record Control(
        String site,
        List<Allocation> allocations,
        List<StudentVersion> students,
        @Nullable CameraSet cameras) {
    public Control {
        allocations = List.copyOf(allocations);
        students = List.copyOf(students);
    }

    /** The allocations of a decision, one for each camera. */
    public static Control of(String site, List<Allocation> allocations) {
        return new Control(site, allocations, List.of(), null);
    }

    /** A student that serves a camera from now on. */
    public static Control of(StudentVersion student) {
        return ofStudents(student.site(), List.of(student));
    }

    /** Students that serve from now on. */
    public static Control ofStudents(String site, List<StudentVersion> students) {
        return new Control(site, List.of(), students, null);
    }

    /** The cameras of a site from now on. */
    public static Control of(String site, CameraSet cameras) {
        return new Control(site, List.of(), List.of(), cameras);
    }
}
