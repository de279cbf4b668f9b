package io.ekya.job.windows;

/**
 * Agreement with the teacher in which every class counts the same: mean recall over the classes
 * with enough regions. Beside it stands the predictor that always says the most frequent class.
 *
 * @param student mean recall of the student, 0..1; NaN where no class has enough regions
 * @param majority the same of the constant predictor
 */
record BalancedAgreement(double student, double majority) {
    /** A class with fewer regions says too little. */
    static final int LEAST_REGIONS = 20;

    /**
     * @param counts regions of each class by the teacher
     * @param right of these, rightly answered by the student
     */
    static BalancedAgreement of(int[] counts, int[] right) {
        double recalls = 0;
        int classes = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] >= LEAST_REGIONS) {
                recalls += (double) right[c] / counts[c];
                classes++;
            }
        }
        // The most frequent class is among those counted; its recall is 1, that of others 0.
        return classes == 0
                ? new BalancedAgreement(Double.NaN, Double.NaN)
                : new BalancedAgreement(recalls / classes, 1.0 / classes);
    }
}
