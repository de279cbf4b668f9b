/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import java.util.Comparator;
import java.util.List;

/**
 * Relative training costs by number of frozen blocks. The measured time of one run determines that
 * of the others, so a micro-profile need not run every combination of hyperparameters.
 */
public final class TrainingCosts {
    private final List<Cost> costs;

    /**
     * Device time per crop, in any common unit.
     *
     * @param firstEpoch in the first epoch, in which the outputs of frozen blocks are computed
     * @param laterEpochs in each later epoch
     */
    public record Cost(int frozenBlocks, double firstEpoch, double laterEpochs) {
        public Cost {
            if (!(firstEpoch > 0) || !(laterEpochs > 0)) {
                throw new IllegalArgumentException(
                        "costs must be above 0, but are %s and %s"
                                .formatted(firstEpoch, laterEpochs));
            }
        }

        /** Returns the cost per crop of a number of epochs. */
        double of(int epochs) {
            return firstEpoch + (epochs - 1) * laterEpochs;
        }
    }

    /**
     * Creates a table of costs.
     *
     * @throws IllegalArgumentException if the table is empty
     */
    public TrainingCosts(List<Cost> costs) {
        if (costs.isEmpty()) {
            throw new IllegalArgumentException("training costs must not be empty");
        }
        this.costs = List.copyOf(costs);
    }

    /** Returns all known costs. */
    public List<Cost> all() {
        return costs;
    }

    /**
     * Returns the cost per crop of a number of epochs; for an unknown number of frozen blocks, that
     * of the nearest known one.
     */
    public double of(int frozenBlocks, int epochs) {
        return nearest(frozenBlocks).of(epochs);
    }

    /** Returns the ratio of the cost per crop in later epochs to that in the first. */
    public double laterToFirst(int frozenBlocks) {
        Cost cost = nearest(frozenBlocks);
        return cost.laterEpochs() / cost.firstEpoch();
    }

    /** Returns the cost per crop of a pass forwards: that of a training with most blocks frozen. */
    public double forward() {
        return costs.stream().mapToDouble(Cost::firstEpoch).min().orElseThrow();
    }

    private Cost nearest(int frozenBlocks) {
        return costs.stream()
                .min(Comparator.comparingInt(c -> Math.abs(c.frozenBlocks() - frozenBlocks)))
                .orElseThrow();
    }
}
