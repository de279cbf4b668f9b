package io.ekya.job.record;

import org.jspecify.annotations.Nullable;

/**
 * What is broadcast to every camera's operators: an allocation or a student version, so that both
 * share one stream. Exactly one of the two is there.
 *
 * @param camera whom it is for
 */
public record Control(
        String site,
        String camera,
        @Nullable Allocation allocation,
        @Nullable StudentVersion student) {

    /** Carries an allocation. */
    public static Control of(Allocation allocation) {
        return new Control(allocation.site(), allocation.camera(), allocation, null);
    }

    /** Carries a student version. */
    public static Control of(StudentVersion student) {
        return new Control(student.site(), student.camera(), null, student);
    }
}
