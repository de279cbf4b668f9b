package io.ekya.vision;

import java.util.Optional;

/**
 * What a region may show: the six classes of the paper's workload (Ekya, NSDI '22, section 6.1),
 * and background. The order is the order of every classifier's outputs.
 */
public enum ObjectClass {
    PERSON(0),
    BICYCLE(1),
    CAR(2),
    MOTORCYCLE(3),
    BUS(5),
    TRUCK(7),
    BACKGROUND(-1);

    /** Marks a region whose class nobody knows, where a class index is expected. */
    public static final int UNKNOWN = -1;

    /** Number of classes, background included: the outputs of every classifier. */
    public static final int COUNT = values().length;

    private final int coco;

    ObjectClass(int coco) {
        this.coco = coco;
    }

    /** Place among a classifier's outputs, and the number that labels are written as. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the definition
    public int index() {
        return ordinal();
    }

    /** The class of a COCO class number (0..79), or empty where it is none of ours. */
    public static Optional<ObjectClass> ofCoco(int number) {
        for (ObjectClass c : values()) {
            if (c.coco == number && c != BACKGROUND) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }

    /** The class of a name such as {@code car}, in any case, or empty where it is none of ours. */
    public static Optional<ObjectClass> ofName(String name) {
        for (ObjectClass c : values()) {
            if (c.name().equalsIgnoreCase(name.strip())) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }
}
