/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.vision.Box;
import io.ekya.vision.Geometry;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The boxes that came with a frame.
 *
 * @param boxes in pixels of the frame
 * @param truth true class of each box, or UNKNOWN; for metrics only
 */
record GivenBoxes(List<Box> boxes, int[] truth) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_BOXES = 500;

    /**
     * Reads the header {@code boxes}.
     *
     * @param header a JSON array of objects with x, y, width, height and, optionally, class in
     *     pixels of the JPEG
     * @param image the JPEG, which must contain the boxes
     */
    static GivenBoxes of(@Nullable String header, Geometry image) throws UnusableFrameException {
        JsonNode list = header == null ? JSON.createArrayNode() : parse(header);
        List<Box> boxes = new ArrayList<>(list.size());
        int[] truth = new int[list.size()];
        for (int i = 0; i < list.size(); i++) {
            boxes.add(box(i, list.get(i)));
            truth[i] = classOf(i, list.get(i));
        }
        List<Box> shown = image.shown(boxes);
        for (int i = 0; i < shown.size(); i++) {
            checkInside(i, shown.get(i), image);
        }
        return new GivenBoxes(shown.stream().map(image::place).toList(), truth);
    }

    private static JsonNode parse(String header) throws UnusableFrameException {
        try {
            JsonNode list = header.length() > MAX_LENGTH ? null : JSON.readTree(header);
            if (list != null && list.isArray() && list.size() <= MAX_BOXES) {
                return list;
            }
        } catch (JsonProcessingException e) {
            // reported below
        }
        throw new UnusableFrameException(
                "header boxes must be a JSON array of at most %d boxes, but is '%s'"
                        .formatted(MAX_BOXES, UnusableFrameException.shortened(header)));
    }

    private static Box box(int i, JsonNode node) throws UnusableFrameException {
        return new Box(
                number(i, node, "x"),
                number(i, node, "y"),
                number(i, node, "width"),
                number(i, node, "height"));
    }

    private static void checkInside(int i, Box box, Geometry image) throws UnusableFrameException {
        boolean inside =
                box.x() >= 0
                        && box.y() >= 0
                        && box.width() > 0
                        && box.height() > 0
                        && box.x() + box.width() <= image.shownWidth()
                        && box.y() + box.height() <= image.shownHeight();
        if (!inside) {
            throw new UnusableFrameException(
                    "box %d must lie inside the frame of %dx%d pixels, but is %s"
                            .formatted(i, image.shownWidth(), image.shownHeight(), box));
        }
    }

    private static float number(int i, JsonNode node, String field) throws UnusableFrameException {
        JsonNode value = node.path(field);
        if (!value.isNumber()) {
            throw new UnusableFrameException(
                    "%s of box %d must be a number, but is '%s'"
                            .formatted(
                                    field, i, UnusableFrameException.shortened(value.toString())));
        }
        return value.floatValue();
    }

    private static int classOf(int i, JsonNode node) throws UnusableFrameException {
        JsonNode value = node.path("class");
        if (value.isMissingNode() || value.isNull()) {
            return ObjectClass.UNKNOWN;
        }
        return ObjectClass.ofName(value.asText())
                .map(ObjectClass::index)
                .orElseThrow(
                        () ->
                                new UnusableFrameException(
                                        "class of box %d must be a known class, but is '%s'"
                                                .formatted(
                                                        i,
                                                        UnusableFrameException.shortened(
                                                                value.toString()))));
    }
}
