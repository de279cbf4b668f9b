package io.ekya.sidecar.server.jobs;

import java.util.List;

/**
 * How a micro-profile trains and evaluates (Ekya, NSDI '22, section 4.3). The offline calibration
 * of the estimator has to use the same values.
 */
public final class MicroProfileProtocol {
    /** Fraction of the labels that a run trains on, 0..1. */
    public static final double SAMPLE_FRACTION = 0.05;

    /** Minimum number of crops that a run trains on, if the window has that many. */
    public static final int MIN_CROPS = 48;

    /** Maximum number of epochs of a run. */
    public static final int MAX_EPOCHS = 3;

    /**
     * Epochs after which a run is evaluated, besides the last: evaluating costs as much as training
     * does.
     */
    public static final List<Integer> EVALUATED_EPOCHS = List.of(1, MAX_EPOCHS);

    /** Maximum number of held-out labels that a run is evaluated on. */
    public static final int EVALUATION_CROPS = 96;

    private MicroProfileProtocol() {}
}
