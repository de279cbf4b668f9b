/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import java.util.List;

/**
 * The protocol of a micro-profile's runs (Ekya, NSDI '22, section 4.3). The prior on gains is
 * measured with the same protocol as it is used with.
 */
public final class MicroProfileProtocol {
    /** Fraction of the labels that a run trains on, 0..1. */
    public static final double SAMPLE_FRACTION = 0.05;

    /** Minimum number of crops that a run trains on, if the window has that many. */
    public static final int MIN_SAMPLE_CROPS = 48;

    /** Maximum number of epochs of a run. */
    public static final int MAX_EPOCHS = 3;

    /** Epochs after which a run is evaluated; evaluating costs as much as training does. */
    public static final List<Integer> EVALUATED_EPOCHS = List.of(1, MAX_EPOCHS);

    /**
     * Maximum number of held-out labels of an evaluation; more would cost more than the training.
     */
    public static final int MAX_EVALUATED_CROPS = 96;

    private MicroProfileProtocol() {}
}
