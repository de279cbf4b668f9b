/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import io.ekya.learn.LabelledCrops;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelled crops with the region number of each crop within its frame; (time, region) identifies a
 * crop of a camera.
 *
 * @param regions region number of each crop within its frame, from 0
 */
public record Samples(int[] regions, LabelledCrops crops) {

    public Samples {
        if (regions.length != crops.count()) {
            throw new IllegalArgumentException(
                    "there must be one region per crop, but there are %d regions and %d crops"
                            .formatted(regions.length, crops.count()));
        }
        for (int label : crops.labels()) {
            if (label < 0 || label >= ObjectClass.COUNT) {
                throw new MalformedException(
                        "label must be 0 to %d, but is %d".formatted(ObjectClass.COUNT - 1, label));
            }
        }
    }

    /** Numbers the regions of each frame in their order. */
    public static Samples numbered(LabelledCrops crops) {
        Map<Long, Integer> seen = new HashMap<>();
        int[] regions = new int[crops.count()];
        for (int i = 0; i < regions.length; i++) {
            regions[i] = seen.merge(crops.timesMillis()[i], 1, Integer::sum) - 1;
        }
        return new Samples(regions, crops);
    }

    /** Returns the number of crops. */
    public int count() {
        return regions.length;
    }

    /** Returns the event time of the first frame, ms. */
    public long firstTime() {
        return Arrays.stream(crops.timesMillis()).min().orElseThrow();
    }

    /** Returns the event time of the last frame, ms. */
    public long lastTime() {
        return Arrays.stream(crops.timesMillis()).max().orElseThrow();
    }

    /**
     * Merges samples, sorted by time; of samples with the same (time, region) the last one is kept.
     */
    public static Samples merged(List<Samples> parts) {
        record Key(long time, int region) {}
        record Place(Samples part, int index) {}
        Comparator<Key> order = Comparator.comparingLong(Key::time).thenComparingInt(Key::region);
        Map<Key, Place> places = new TreeMap<>(order);
        for (Samples part : parts) {
            for (int i = 0; i < part.count(); i++) {
                places.put(
                        new Key(part.crops.timesMillis()[i], part.regions[i]), new Place(part, i));
            }
        }
        List<Place> chosen = new ArrayList<>(places.values());
        int side = parts.get(0).crops.crops().side();
        int bytes = 3 * side * side;
        byte[] bgr = new byte[Math.multiplyExact(bytes, chosen.size())];
        int[] regions = new int[chosen.size()];
        int[] labels = new int[chosen.size()];
        long[] times = new long[chosen.size()];
        for (int i = 0; i < regions.length; i++) {
            Samples part = chosen.get(i).part;
            int from = chosen.get(i).index;
            regions[i] = part.regions[from];
            labels[i] = part.crops.labels()[from];
            times[i] = part.crops.timesMillis()[from];
            System.arraycopy(part.crops.crops().bgr(), from * bytes, bgr, i * bytes, bytes);
        }
        return new Samples(regions, new LabelledCrops(new Crops(side, bgr), labels, times));
    }
}
