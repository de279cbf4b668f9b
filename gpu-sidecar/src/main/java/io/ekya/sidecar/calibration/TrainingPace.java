package io.ekya.sidecar.calibration;

/** Mini-batches of one training as they were seen to end. */
final class TrainingPace {
    private int last;
    private double lastAt = Double.NaN;
    private int first;
    private double firstAt = Double.NaN;

    /**
     * @param done so far; when the last of them ended is not known
     */
    TrainingPace(int done) {
        this.last = done;
    }

    /** So many were done at a time, seconds. */
    void saw(int done, double at) {
        if (done == last) {
            return;
        }
        last = done;
        lastAt = at;
        if (Double.isNaN(firstAt)) {
            first = done;
            firstAt = at;
        }
    }

    /** Mini-batches from the first that was seen to end to the last. */
    int counted() {
        return Double.isNaN(firstAt) ? 0 : last - first;
    }

    /** Mini-batches a second; 0 where too few were seen. */
    double speed() {
        return counted() == 0 ? 0 : counted() / (lastAt - firstAt);
    }
}
