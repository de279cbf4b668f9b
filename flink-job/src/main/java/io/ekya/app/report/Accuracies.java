/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.record.WindowResult;
import org.jspecify.annotations.Nullable;

/** Accuracies of window results for averages and charts, which leave out NaN: the unknown ones. */
public final class Accuracies {
    private Accuracies() {}

    public static double trueAccuracy(WindowResult w) {
        return orNaN(w.truth().accuracy());
    }

    public static double liveAccuracy(WindowResult w) {
        return orNaN(w.labels().liveAccuracy());
    }

    public static double balancedAgreement(WindowResult w) {
        return orNaN(w.heldOut().student());
    }

    public static double majorityAgreement(WindowResult w) {
        return orNaN(w.heldOut().majority());
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
