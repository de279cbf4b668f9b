/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import io.ekya.files.DecodedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the sample lists of a folder. An invalid row becomes a fault of the next frame. */
final class SampleList {
    /** Thrown for an invalid row; the message states the rule, the value and a fix. */
    static final class RowException extends Exception {
        private static final long serialVersionUID = 1L;

        RowException(String message) {
            super(message);
        }
    }

    /** An object: the location of its row (file, line), its box in image pixels, its class. */
    record Row(String where, Box box, ObjectClass type) {}

    /**
     * A frame.
     *
     * @param isNormalised whether its list gives boxes as fractions of the image: all corners lie
     *     within 0 and 1
     * @param where file and line of its first row
     * @param imagePath as given in the list
     * @param faults of the frame's own rows and of invalid rows before it
     */
    record Listed(
            String where,
            String imagePath,
            boolean isNormalised,
            List<Row> rows,
            List<String> faults) {

        private Listed normalised() {
            return new Listed(where, imagePath, true, rows, faults);
        }

        private boolean liesWithinOne() {
            return rows.stream()
                    .map(Row::box)
                    .allMatch(
                            b ->
                                    b.x() >= 0
                                            && b.y() >= 0
                                            && b.x() + b.width() <= 1
                                            && b.y() + b.height() <= 1);
        }
    }

    private record Key(String list, long idx, String imagePath) {}

    private final Map<Key, Listed> frames = new LinkedHashMap<>();
    private List<String> faults = new ArrayList<>();

    private SampleList() {}

    /**
     * Returns all frames of the folder's lists.
     *
     * @throws IOException if there is no usable row
     */
    static List<Listed> read(Path folder) throws IOException {
        SampleList list = new SampleList();
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            list.add(name, text(file));
        }
        List<Listed> frames = List.copyOf(list.frames.values());
        if (frames.isEmpty()) {
            throw new IOException(
                    "sample list folder %s has no usable row; %s"
                            .formatted(
                                    folder,
                                    list.faults.isEmpty()
                                            ? "add a *.csv file with rows "
                                                    + "idx,imgpath,class,x0,y0,x1,y1"
                                            : "first fault: " + list.faults.get(0)));
        }
        frames.get(frames.size() - 1).faults().addAll(list.faults);
        return frames;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".csv"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return DecodedText.of(Files.readAllBytes(file));
        } catch (DecodedText.UndecodableException e) {
            throw new IOException(
                    "sample list %s: line %d %s; save the list in UTF-8"
                            .formatted(file, e.line(), e.getMessage()),
                    e);
        }
    }

    private void add(String list, String text) throws IOException {
        Map<Key, Listed> before = new LinkedHashMap<>(frames);
        ListFormat format = null;
        int number = 0;
        for (String line : text.lines().toList()) {
            String where = list + ":" + ++number;
            if (line.isBlank()) {
                continue;
            }
            try {
                if (format == null) {
                    format = ListFormat.of(line);
                    if (format.hasHeader()) {
                        continue;
                    }
                }
                add(list, where, format.fields(line));
            } catch (RowException e) {
                if (format == null) {
                    throw new IOException("sample list %s: %s".formatted(where, e.getMessage()), e);
                }
                faults.add(
                        "sample list %s: %s; the row was ignored".formatted(where, e.getMessage()));
            }
        }
        recogniseFractions(before.keySet());
    }

    /** Boxes of at most one pixel in a whole list are fractions of the image. */
    private void recogniseFractions(Set<Key> others) {
        List<Key> own = frames.keySet().stream().filter(k -> !others.contains(k)).toList();
        boolean hasBoxes = own.stream().anyMatch(k -> !frame(k).rows().isEmpty());
        if (hasBoxes && own.stream().allMatch(k -> frame(k).liesWithinOne())) {
            own.forEach(k -> frames.put(k, frame(k).normalised()));
        }
    }

    private Listed frame(Key key) {
        return Objects.requireNonNull(frames.get(key));
    }

    private void add(String list, String where, String[] fields) throws RowException {
        if (fields[1].isEmpty()) {
            throw new RowException("imgpath must name an image, but is empty; give its path");
        }
        String image = fields[1].replace('\\', '/');
        Key key = new Key(list, idx(fields[0]), image);
        Listed frame =
                frames.computeIfAbsent(
                        key, k -> new Listed(where, image, false, new ArrayList<>(), newFaults()));
        if (isWithoutObject(fields)) {
            return;
        }
        try {
            frame.rows().add(new Row(where, box(fields), type(fields[2])));
        } catch (RowException e) {
            frame.faults()
                    .add(
                            "sample list %s: %s; the row was ignored"
                                    .formatted(where, e.getMessage()));
        }
    }

    /** Returns the faults collected so far and starts a new list. */
    private List<String> newFaults() {
        List<String> gathered = faults;
        faults = new ArrayList<>();
        return gathered;
    }

    /** A row with an empty class and without corners only names a frame. */
    private static boolean isWithoutObject(String[] fields) {
        return Arrays.stream(fields).skip(2).allMatch(String::isEmpty);
    }

    private static long idx(String text) throws RowException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RowException(
                    "idx must be a whole number, but is '%s'; number the frames".formatted(text));
        }
    }

    private static ObjectClass type(String text) throws RowException {
        Optional<ObjectClass> found =
                text.matches("\\d{1,9}")
                        ? ObjectClass.ofCoco(Integer.parseInt(text))
                        : ObjectClass.ofName(text);
        return found.orElseThrow(
                () ->
                        new RowException(
                                ("class must be one of person, bicycle, car, motorcycle, bus, "
                                                + "truck,"
                                                + " background or the COCO number 0, 1, 2, 3, "
                                                + "5, 7, but is"
                                                + " '%s'; correct or remove the row")
                                        .formatted(text)));
    }

    private static Box box(String[] fields) throws RowException {
        float x0 = corner("x0", fields[3]);
        float y0 = corner("y0", fields[4]);
        float x1 = corner("x1", fields[5]);
        float y1 = corner("y1", fields[6]);
        if (x0 >= x1 || y0 >= y1) {
            throw new RowException(
                    ("a box must have x0 < x1 and y0 < y1, but is (%s, %s) to (%s, %s); swap or "
                                    + "correct its corners")
                            .formatted(fields[3], fields[4], fields[5], fields[6]));
        }
        return new Box(x0, y0, x1 - x0, y1 - y0);
    }

    private static float corner(String name, String text) throws RowException {
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new RowException(
                "%s must be a number, but is '%s'; give it in pixels of the image"
                        .formatted(name, text));
    }
}
