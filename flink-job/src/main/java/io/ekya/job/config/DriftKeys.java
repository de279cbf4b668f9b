/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.synthetic.DriftPoint;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Keys of {@link DriftPoint}, whose module does not depend on {@link ConfigKey}. */
final class DriftKeys {
    private DriftKeys() {}

    static KeyRule key(RecordComponent c) {
        if (c.getDeclaringRecord() != DriftPoint.class) {
            throw new IllegalStateException(c + " must be annotated with @ConfigKey");
        }
        return switch (c.getName()) {
            case "atSeconds" -> key(c, "Seconds since the camera's first frame", "0", 0, 1e9);
            case "hour" -> key(c, "Time of day: 12 noon, 19 dusk, 23 night", "12", 0, 24);
            case "density" ->
                    key(c, "Objects on the street relative to normal density", "1", 0, 10);
            case "rain" -> key(c, "Rain, 0 none to 1 heavy", "0", 0, 1);
            case "fog" -> key(c, "Fog, 0 none to 1 dense", "0", 0, 1);
            case "snow" -> key(c, "Snow, 0 none to 1 heavy", "0", 0, 1);
            case "shake" -> key(c, "Camera shake by wind, 0 none to 1 strong", "0", 0, 1);
            case "mix" ->
                    key(
                            c,
                            "Weight of classes by name, such as {bus: 3}; omitted classes follow the"
                                    + " daily rhythm",
                            "{}",
                            0,
                            1000);
            default ->
                    throw new IllegalStateException(
                            "DriftPoint." + c.getName() + " must be described here");
        };
    }

    private static KeyRule key(
            RecordComponent c, String text, String yaml, double min, double max) {
        return new KeyRule(
                c.getName(),
                c.getGenericType(),
                text,
                Optional.of(yaml),
                min,
                max,
                "",
                "",
                List.of());
    }
}
