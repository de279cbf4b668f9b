/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import org.jspecify.annotations.Nullable;

/**
 * A broadcast record: an allocation or a student version, so that both share one stream. Exactly
 * one of the two is set.
 */
public record Control(
        String site,
        String camera,
        @Nullable Allocation allocation,
        @Nullable StudentVersion student) {

    public static Control of(Allocation allocation) {
        return new Control(allocation.site(), allocation.camera(), allocation, null);
    }

    public static Control of(StudentVersion student) {
        return new Control(student.site(), student.camera(), null, student);
    }
}
