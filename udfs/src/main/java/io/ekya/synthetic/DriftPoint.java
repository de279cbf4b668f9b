package io.ekya.synthetic;

import io.ekya.vision.ObjectClass;
import java.io.Serializable;
import java.util.Map;

/**
 * What a street looks like from a moment on; between two points numbers change linearly.
 *
 * @param atSeconds since the feed's beginning
 * @param hour time of day: 12 noon, 19 dusk, 23 night; 24..48 is the following day, so that a
 *     script can pass midnight
 * @param rain 0 none .. 1 heavy
 * @param fog 0 none .. 1 dense
 * @param snow 0 none .. 1 heavy
 * @param shake 0 none .. 1 strong wind on the mast
 * @param density objects on the street relative to the usual, 1 is usual
 * @param mix weight of each class by its lower-case name; classes left out keep the daily rhythm's
 */
public record DriftPoint(
        double atSeconds,
        double hour,
        double rain,
        double fog,
        double snow,
        double shake,
        double density,
        Map<String, Double> mix)
        implements Serializable {

    /** Clear noon from the beginning on: what a street without a drift script shows. */
    public static final DriftPoint CLEAR_NOON = new DriftPoint(0, 12, 0, 0, 0, 0, 1, Map.of());

    public DriftPoint {
        within("atSeconds", atSeconds, 0, 1e9);
        within("hour", hour, 0, 48);
        within("rain", rain, 0, 1);
        within("fog", fog, 0, 1);
        within("snow", snow, 0, 1);
        within("shake", shake, 0, 1);
        within("density", density, 0, 10);
        mix = Map.copyOf(mix);
        mix.forEach(
                (name, weight) -> {
                    if (ObjectClass.ofName(name)
                            .filter(c -> c != ObjectClass.BACKGROUND)
                            .isEmpty()) {
                        throw new IllegalArgumentException(
                                "mix names the class '"
                                        + name
                                        + "'; use person, bicycle, car, motorcycle, bus or truck");
                    }
                    within("mix." + name, weight, 0, 1e6);
                });
    }

    private static void within(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be between %s and %s, but is %s".formatted(key, least, most, value));
        }
    }
}
