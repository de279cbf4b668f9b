package io.ekya.learn;

import java.util.Locale;

/**
 * Decides whether a retrained student takes over. Both students answer the same held-out crops;
 * only crops on which exactly one of them is right count. If the new one were no better, each such
 * crop would be its win with probability one half at most: the exact one-sided sign test (McNemar's
 * exact test). It is promoted where a result as good as this has a chance of at most {@code alpha}
 * by luck.
 *
 * @param minHeldOut labels it needs at least, from 1
 * @param alpha accepted chance of promoting by luck, above 0 up to 0.5
 */
public record PromotionGate(int minHeldOut, double alpha) {

    /** At least 50 labels, one chance in ten. */
    public static final PromotionGate DEFAULT = new PromotionGate(50, 0.1);

    public PromotionGate {
        if (minHeldOut < 1 || !(alpha > 0 && alpha <= 0.5)) {
            throw new IllegalArgumentException(
                    "minHeldOut %d must be from 1, alpha %s above 0 and at most 0.5"
                            .formatted(minHeldOut, alpha));
        }
    }

    /**
     * What came out.
     *
     * @param promote whether the new student takes over
     * @param heldOut crops compared
     * @param servingAccuracy share the serving student got right, NaN without crops
     * @param freshAccuracy share the new student got right, NaN without crops
     * @param wins crops only the new student got right
     * @param losses crops only the serving student got right
     * @param pValue chance of as many wins by luck
     * @param reason one sentence for people
     */
    public record Decision(
            boolean promote,
            int heldOut,
            double servingAccuracy,
            double freshAccuracy,
            int wins,
            int losses,
            double pValue,
            String reason) {}

    /**
     * Compares.
     *
     * @param labels the teacher's class of each held-out crop
     * @param serving the serving student's answers
     * @param fresh the new student's answers
     */
    public Decision decide(int[] labels, int[] serving, int[] fresh) {
        if (serving.length != labels.length || fresh.length != labels.length) {
            throw new IllegalArgumentException(
                    "%d labels, %d and %d answers"
                            .formatted(labels.length, serving.length, fresh.length));
        }
        int servingRight = 0;
        int freshRight = 0;
        int both = 0;
        for (int i = 0; i < labels.length; i++) {
            servingRight += serving[i] == labels[i] ? 1 : 0;
            freshRight += fresh[i] == labels[i] ? 1 : 0;
            both += serving[i] == labels[i] && fresh[i] == labels[i] ? 1 : 0;
        }
        int wins = freshRight - both;
        int losses = servingRight - both;
        double p = chanceOfAsMany(wins, wins + losses);
        boolean enough = labels.length >= minHeldOut;
        boolean promote = enough && p <= alpha;
        return new Decision(
                promote,
                labels.length,
                servingRight / (double) labels.length,
                freshRight / (double) labels.length,
                wins,
                losses,
                p,
                reason(enough, promote, labels.length, wins, losses, p));
    }

    private String reason(
            boolean enough, boolean promote, int heldOut, int wins, int losses, double p) {
        if (!enough) {
            return "not promoted: %d held-out labels, %d are needed".formatted(heldOut, minHeldOut);
        }
        return String.format(
                Locale.ROOT,
                "%s: right where the serving student is wrong on %d held-out crops, the reverse on"
                        + " %d; by luck with chance %.3f, accepted is %.3f",
                promote ? "promoted" : "not promoted",
                wins,
                losses,
                p,
                alpha);
    }

    /** P(X >= wins) for X binomial(n, 1/2); summed in logarithms, so that no n overflows. */
    static double chanceOfAsMany(int wins, int n) {
        double logTerm = -n * Math.log(2); // of k = n: C(n, n) / 2^n
        double sum = 0;
        for (int k = n; k >= wins; k--) {
            sum += Math.exp(logTerm);
            logTerm += Math.log(k) - Math.log(n - k + 1.0); // C(n, k - 1) = C(n, k) k / (n - k + 1)
        }
        return Math.min(1, sum);
    }
}
