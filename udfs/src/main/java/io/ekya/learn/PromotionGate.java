/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a retrained student is promoted. Both students classify the same held-out crops,
 * and only crops on which exactly one of them is correct count. Under the null hypothesis that the
 * new student is no better, each such crop is a win with probability at most one half: an exact
 * one-sided sign test (McNemar's exact test). The new student is promoted if the p-value is at most
 * {@code alpha}.
 *
 * @param minHeldOut minimum number of held-out labels, from 1
 * @param alpha significance level, above 0 and at most 0.5
 */
public record PromotionGate(int minHeldOut, double alpha) {

    /** At least 50 labels, significance level 0.1. */
    public static final PromotionGate DEFAULT = new PromotionGate(50, 0.1);

    public PromotionGate {
        if (minHeldOut < 1 || !(alpha > 0 && alpha <= 0.5)) {
            throw new IllegalArgumentException(
                    ("minHeldOut must be at least 1, but is %d; alpha must be above 0 and at "
                                    + "most 0.5, but is %s")
                            .formatted(minHeldOut, alpha));
        }
    }

    /**
     * The outcome of a comparison.
     *
     * @param promote whether the new student is promoted
     * @param heldOut number of held-out crops
     * @param servingAccuracy of the serving student, 0..1; NaN without crops
     * @param freshAccuracy of the new student, 0..1; NaN without crops
     * @param wins crops that only the new student classifies correctly
     * @param losses crops that only the serving student classifies correctly
     * @param pValue probability of at least as many wins under the null hypothesis
     * @param reason a human-readable explanation
     * @param onlyClass class of all held-out crops if they have only one; a student that always
     *     predicts it is right on all of them
     */
    public record Decision(
            boolean promote,
            int heldOut,
            double servingAccuracy,
            double freshAccuracy,
            int wins,
            int losses,
            double pValue,
            String reason,
            Optional<ObjectClass> onlyClass) {}

    /**
     * Compares two students.
     *
     * @param labels the teacher's class of each held-out crop
     * @param serving the serving student's predictions
     * @param fresh the new student's predictions
     */
    public Decision decide(int[] labels, int[] serving, int[] fresh) {
        if (serving.length != labels.length || fresh.length != labels.length) {
            throw new IllegalArgumentException(
                    ("predictions must be one per label, but there are %d labels, %d and %d "
                                    + "predictions")
                            .formatted(labels.length, serving.length, fresh.length));
        }
        int servingCorrect = 0;
        int freshCorrect = 0;
        int both = 0;
        for (int i = 0; i < labels.length; i++) {
            servingCorrect += serving[i] == labels[i] ? 1 : 0;
            freshCorrect += fresh[i] == labels[i] ? 1 : 0;
            both += serving[i] == labels[i] && fresh[i] == labels[i] ? 1 : 0;
        }
        int wins = freshCorrect - both;
        int losses = servingCorrect - both;
        double p = binomialTail(wins, wins + losses);
        boolean enough = labels.length >= minHeldOut;
        boolean promote = enough && p <= alpha;
        Optional<ObjectClass> onlyClass = onlyClass(labels);
        return new Decision(
                promote,
                labels.length,
                servingCorrect / (double) labels.length,
                freshCorrect / (double) labels.length,
                wins,
                losses,
                p,
                reason(enough, promote, labels.length, wins, losses, p)
                        + onlyClass.filter(c -> enough).map(PromotionGate::warning).orElse(""),
                onlyClass);
    }

    private static Optional<ObjectClass> onlyClass(int[] labels) {
        return Arrays.stream(ObjectClass.values())
                .filter(c -> labels.length > 0)
                .filter(c -> Arrays.stream(labels).allMatch(label -> label == c.index()))
                .findFirst();
    }

    private static String warning(ObjectClass onlyClass) {
        return "; all held-out labels are " + onlyClass.name().toLowerCase(Locale.ROOT);
    }

    private String reason(
            boolean enough, boolean promote, int heldOut, int wins, int losses, double p) {
        if (!enough) {
            return ("not promoted: %d held-out labels, but %d are " + "required")
                    .formatted(heldOut, minHeldOut);
        }
        return String.format(
                Locale.ROOT,
                "%s: only the new student is correct on %d held-out crops, only the serving "
                        + "one on %d; p = %.3f, significance level %.3f",
                promote ? "promoted" : "not promoted",
                wins,
                losses,
                p,
                alpha);
    }

    /**
     * Returns P(X >= wins) for X binomial(n, 1/2); terms are computed in logarithms to avoid
     * overflow.
     */
    static double binomialTail(int wins, int n) {
        double logTerm = -n * Math.log(2); // of k = n: C(n, n) / 2^n
        double sum = 0;
        for (int k = n; k >= wins; k--) {
            sum += Math.exp(logTerm);
            logTerm += Math.log(k) - Math.log(n - k + 1.0); // C(n, k - 1) = C(n, k) k / (n - k + 1)
        }
        return Math.min(1, sum);
    }
}
