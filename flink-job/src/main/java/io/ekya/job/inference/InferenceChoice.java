/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import io.ekya.infer.AccuracyFactors;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.SkipLoss;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Chooses a camera's inference configuration when no plan has chosen one. */
final class InferenceChoice {
    private final List<InferenceConfiguration> mostAccurateFirst;

    /**
     * @param options inference configurations to choose from
     * @param fullSide side of the crops at full resolution, pixels
     */
    InferenceChoice(List<InferenceConfiguration> options, int fullSide) {
        AccuracyFactors prior = new AccuracyFactors(fullSide, new SkipLoss());
        this.mostAccurateFirst =
                options.stream()
                        .sorted(Comparator.comparingDouble(prior::factor).reversed())
                        .toList();
    }

    /**
     * Returns the most accurate option that fits the share, or the cheapest if none fits.
     *
     * @param share of one GPU
     * @param demand share that an option needs to keep up
     */
    InferenceConfiguration within(double share, ToDoubleFunction<InferenceConfiguration> demand) {
        for (InferenceConfiguration option : mostAccurateFirst) {
            if (demand.applyAsDouble(option) <= share) {
                return option;
            }
        }
        return mostAccurateFirst.stream()
                .min(Comparator.comparingDouble(demand))
                .orElseThrow(
                        () -> new IllegalStateException("no inference configurations are given"));
    }
}
