package io.ekya.profile;

/**
 * The protocol of a micro-profile's runs (Ekya, NSDI '22, section 4.3). The prior on gains is
 * measured with the same protocol as it is used with.
 */
public final class MicroProfileProtocol {
    /** Minimum number of crops that a run trains on. */
    public static final int MIN_SAMPLE_CROPS = 48;

    /** Maximum number of epochs of a run. */
    public static final int MAX_EPOCHS = 3;

    /**
     * Maximum number of held-out labels of an evaluation; more would cost more than the training.
     */
    public static final int MAX_EVALUATED_CROPS = 96;

    private MicroProfileProtocol() {}
}
