package io.ekya.profile;

import java.util.Comparator;
import java.util.List;

/**
 * What training costs by the number of frozen blocks, relative to each other: one run's measured
 * time tells the others' too, so a micro-profile need not run every set of hyperparameters.
 */
public final class TrainingCosts {
    private final List<Cost> costs;

    /**
     * Device time a crop, in any unit that all share.
     *
     * @param firstEpoch in a training's first epoch, in which frozen blocks are computed
     * @param laterEpochs in the others
     */
    public record Cost(int frozenBlocks, double firstEpoch, double laterEpochs) {
        public Cost {
            if (!(firstEpoch > 0) || !(laterEpochs > 0)) {
                throw new IllegalArgumentException(
                        "costs must be above 0, but are %s and %s"
                                .formatted(firstEpoch, laterEpochs));
            }
        }

        /** Of so many epochs over one crop. */
        double of(int epochs) {
            return firstEpoch + (epochs - 1) * laterEpochs;
        }
    }

    /**
     * Costs that belong together.
     *
     * @throws IllegalArgumentException where there are none
     */
    public TrainingCosts(List<Cost> costs) {
        if (costs.isEmpty()) {
            throw new IllegalArgumentException("no costs are known");
        }
        this.costs = List.copyOf(costs);
    }

    /** All that are known. */
    public List<Cost> all() {
        return costs;
    }

    /** What so many epochs cost a crop; another number of frozen blocks takes the nearest. */
    public double of(int frozenBlocks, int epochs) {
        return nearest(frozenBlocks).of(epochs);
    }

    /** What a crop costs in a later epoch over what it costs in the first. */
    public double laterToFirst(int frozenBlocks) {
        Cost cost = nearest(frozenBlocks);
        return cost.laterEpochs() / cost.firstEpoch();
    }

    private Cost nearest(int frozenBlocks) {
        return costs.stream()
                .min(Comparator.comparingInt(c -> Math.abs(c.frozenBlocks() - frozenBlocks)))
                .orElseThrow();
    }
}
