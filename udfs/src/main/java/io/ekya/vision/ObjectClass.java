/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.Optional;

/**
 * The class of a region: the six classes of the paper's workload (Ekya, NSDI '22, section 6.1), and
 * background. The order of the constants is the order of every classifier's outputs.
 */
public enum ObjectClass {
    PERSON(0),
    BICYCLE(1),
    CAR(2),
    MOTORCYCLE(3),
    BUS(5),
    TRUCK(7),
    BACKGROUND(-1);

    /** Class index of a region whose class is unknown. */
    public static final int UNKNOWN = -1;

    /** Number of classes, including background, and of every classifier's outputs. */
    public static final int COUNT = values().length;

    private final int coco;

    ObjectClass(int coco) {
        this.coco = coco;
    }

    /** Returns the index among a classifier's outputs, as used in labels. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the definition
    public int index() {
        return ordinal();
    }

    /** Returns the class of a COCO class number (0..79), or empty if it is not used here. */
    public static Optional<ObjectClass> ofCoco(int number) {
        for (ObjectClass c : values()) {
            if (c.coco == number && c != BACKGROUND) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the class of a name such as {@code car}, ignoring case, or empty if there is none.
     */
    public static Optional<ObjectClass> ofName(String name) {
        for (ObjectClass c : values()) {
            if (c.name().equalsIgnoreCase(name.strip())) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }
}
