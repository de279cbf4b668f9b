/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ekya.synthetic.DriftPoint;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.Jpeg;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A short piece of a synthetic street at night, encoded once and shown again and again. */
record StreetClip(List<Shot> shots) {
    static final int WIDTH = 160;
    static final int HEIGHT = 96;

    private static final int OBJECTS = 6;
    private static final int SHOTS = 60;
    private static final double QUALITY = 0.9;
    private static final DriftPoint NIGHT = new DriftPoint(0, 23, 0, 0, 0, 0, 1, Map.of());
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A frame.
     *
     * @param boxes the header of this name
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Shot(byte[] jpeg, String boxes) {}

    StreetClip {
        shots = List.copyOf(shots);
    }

    static StreetClip of(long seed, double fps) {
        StreetOptions options =
                new StreetOptions(seed, WIDTH, HEIGHT, fps, OBJECTS, List.of(NIGHT), SHOTS);
        List<Shot> shots = new ArrayList<>();
        try (StreetFeed street = StreetFeed.open(options)) {
            for (Frame frame = street.next(); frame != null; frame = street.next()) {
                shots.add(new Shot(Jpeg.encode(frame.image(), QUALITY), boxes(frame)));
            }
        }
        return new StreetClip(shots);
    }

    /** Returns a frame by its number since the start. */
    Shot at(long index) {
        return shots.get((int) (index % shots.size()));
    }

    private static String boxes(Frame frame) {
        ArrayNode list = JSON.createArrayNode();
        for (int i = 0; i < frame.boxes().size(); i++) {
            Box box = frame.boxes().get(i);
            list.addObject()
                    .put("x", box.x())
                    .put("y", box.y())
                    .put("width", box.width())
                    .put("height", box.height())
                    .put("class", className(frame.truth()[i]));
        }
        return list.toString();
    }

    private static String className(int index) {
        return Stream.of(ObjectClass.values())
                .filter(c -> c.index() == index)
                .findFirst()
                .orElseThrow()
                .name();
    }
}
