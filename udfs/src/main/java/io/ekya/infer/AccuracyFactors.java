/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Estimates the accuracy factor of each inference configuration relative to analysing every frame
 * at full resolution: the factor of skipped frames ({@link SkipLoss}) times accuracy at the
 * configured side / accuracy at the full side, measured on labelled crops that the student
 * classified at every side.
 */
public final class AccuracyFactors {
    /** Prior on relative accuracy: (side / full side)^PRIOR_POWER. */
    private static final double PRIOR_POWER = 0.3;

    private static final double PRIOR_CROPS = 20;

    private final int fullSide;
    private final SkipLoss skipLoss;
    private final Map<Integer, double[]> bySide = new TreeMap<>(); // correct, total

    /**
     * Creates the factors of one camera.
     *
     * @param fullSide reference side, in pixels
     * @param skipLoss of the same camera; read whenever a factor is computed
     */
    public AccuracyFactors(int fullSide, SkipLoss skipLoss) {
        this.fullSide = fullSide;
        this.skipLoss = skipLoss;
    }

    /** Adds the student's predictions on labelled crops at a side. */
    public void add(int side, int[] predicted, int[] labels) {
        double[] counts = bySide.computeIfAbsent(side, s -> new double[2]);
        for (int i = 0; i < labels.length; i++) {
            counts[0] += predicted[i] == labels[i] ? 1 : 0;
            counts[1]++;
        }
    }

    /** Decays earlier observations; 0 forgets them, 1 keeps them. */
    public void fade(double keep) {
        for (double[] counts : bySide.values()) {
            counts[0] *= keep;
            counts[1] *= keep;
        }
    }

    /** Returns the factor of a configuration, 0..1; 1 for every frame at the full side. */
    public double factor(InferenceConfiguration configuration) {
        return skipLoss.accuracyFactor(configuration.everyNth()) * sideFactor(configuration.side());
    }

    /** Returns the factors of all configurations by id. */
    public Map<String, Double> factors(List<InferenceConfiguration> configurations) {
        Map<String, Double> factors = new LinkedHashMap<>();
        for (InferenceConfiguration c : configurations) {
            factors.put(c.id(), factor(c));
        }
        return factors;
    }

    private double sideFactor(int side) {
        if (side == fullSide) {
            return 1;
        }
        double prior = Math.min(1, Math.pow((double) side / fullSide, PRIOR_POWER));
        double[] full = bySide.getOrDefault(fullSide, new double[2]);
        double[] here = bySide.getOrDefault(side, new double[2]);
        double base = full[1] == 0 ? 0 : full[0] / full[1];
        if (base == 0) {
            return prior;
        }
        double blended = (here[0] / base + PRIOR_CROPS * prior) / (here[1] + PRIOR_CROPS);
        return Math.min(1, blended);
    }
}
