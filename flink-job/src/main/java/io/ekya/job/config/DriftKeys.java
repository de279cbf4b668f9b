package io.ekya.job.config;

import io.ekya.synthetic.DriftPoint;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Keys of {@link DriftPoint}, which is not ours to annotate; a lower module knows no settings. */
final class DriftKeys {
    private DriftKeys() {}

    static KeyRule key(RecordComponent c) {
        if (c.getDeclaringRecord() != DriftPoint.class) {
            throw new IllegalStateException(c + " has no @Setting: annotate it");
        }
        return switch (c.getName()) {
            case "atSeconds" -> key(c, "Seconds since the camera's beginning", "0", 0, 1e9);
            case "hour" -> key(c, "Time of day: 12 noon, 19 dusk, 23 night", "12", 0, 24);
            case "density" -> key(c, "Objects on the street relative to the usual", "1", 0, 10);
            case "rain" -> key(c, "Rain, 0 none to 1 heavy", "0", 0, 1);
            case "fog" -> key(c, "Fog, 0 none to 1 dense", "0", 0, 1);
            case "snow" -> key(c, "Snow, 0 none to 1 heavy", "0", 0, 1);
            case "shake" -> key(c, "Wind on the mast, 0 none to 1 strong", "0", 0, 1);
            case "mix" ->
                    key(
                            c,
                            "Weight of each class by name, such as {bus: 3}; others keep the daily"
                                    + " rhythm's",
                            "{}",
                            0,
                            1000);
            default -> throw new IllegalStateException("describe DriftPoint." + c.getName());
        };
    }

    private static KeyRule key(
            RecordComponent c, String text, String yaml, double min, double max) {
        return new KeyRule(
                c.getName(), c.getGenericType(), text, Optional.of(yaml), min, max, "", List.of());
    }
}
