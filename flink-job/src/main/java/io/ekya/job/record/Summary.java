package io.ekya.job.record;

import org.jspecify.annotations.Nullable;

/**
 * What an operator has to say about one camera and window when the window has ended: what inference
 * measured, or what the labels showed. Exactly one of the two is there.
 */
public record Summary(
        String camera,
        long window,
        @Nullable InferenceSummary inference,
        @Nullable LabelSummary labels) {

    /** Carries what inference measured. */
    public static Summary of(InferenceSummary inference) {
        return new Summary(inference.camera(), inference.window(), inference, null);
    }

    /** Carries what the labels showed. */
    public static Summary of(LabelSummary labels) {
        return new Summary(labels.camera(), labels.window(), null, labels);
    }
}
