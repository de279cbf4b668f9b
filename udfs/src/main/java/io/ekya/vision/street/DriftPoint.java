package io.ekya.vision.street;

import java.io.Serializable;
import java.util.Map;

/**
 * What a street looks like from a moment on; between two points numbers change linearly.
 *
 * @param atSeconds since the feed's beginning
 * @param hour time of day, 0..24: 12 noon, 19 dusk, 23 night
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
    public DriftPoint {
        mix = Map.copyOf(mix);
    }
}
