/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.learn.InitialWeights;
import io.ekya.learn.LabelledCrops;
import io.ekya.synthetic.DriftPoint;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.Box;
import io.ekya.vision.Cropper;
import io.ekya.vision.Frame;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Crops of synthetic streets with their true classes. Only base models are trained on them; a
 * running job never sees true classes.
 */
final class StreetCrops {
    private static final int SIDE = 32;
    private static final int FRAMES_PER_STREET = 40;
    private static final double FRAME_SECONDS = 2.5;
    private static final double FILM_FPS = 5;
    private static final double STREET_SECONDS = FRAMES_PER_STREET * FRAME_SECONDS;
    private static final int OBJECTS_PER_BACKGROUND = 8;
    private static final double BOX_NOISE = 0.05;

    private final RandomGenerator random;

    StreetCrops(long seed) {
        random = InitialWeights.generator(seed);
    }

    /**
     * Returns crops of streets at any hour in any weather with any traffic, each changing four
     * times.
     */
    LabelledCrops broad(int atLeast) {
        LabelledCrops all = LabelledCrops.empty(SIDE);
        while (all.count() < atLeast) {
            List<DriftPoint> script = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                script.add(any(random).from(i * STREET_SECONDS / 4, anyMix(random)));
            }
            all = all.plus(street(random.nextLong(), script, true));
        }
        return all;
    }

    /** Returns crops of streets on clear days between 9 and 16 o'clock. */
    LabelledCrops clearDays(int atLeast) {
        LabelledCrops all = LabelledCrops.empty(SIDE);
        while (all.count() < atLeast) {
            var day = new StreetWeather("day", random.nextDouble(9, 16), 0, 0, 0);
            Map<String, Double> mix = random.nextBoolean() ? anyMix(random) : Map.of();
            all = all.plus(street(random.nextLong(), List.of(day.from(0, mix)), true));
        }
        return all;
    }

    /**
     * Returns crops of streets in one condition with the typical traffic of the hour, with exact
     * boxes.
     */
    LabelledCrops evaluation(StreetWeather weather, int streets) {
        LabelledCrops all = LabelledCrops.empty(SIDE);
        for (int i = 0; i < streets; i++) {
            List<DriftPoint> script = List.of(weather.from(0, Map.of()));
            all = all.plus(street(random.nextLong(), script, false));
        }
        return all;
    }

    /** Returns crops of one street in one condition, filmed for some seconds, with exact boxes. */
    LabelledCrops filmed(StreetWeather weather, double seconds, Map<String, Double> mix) {
        List<DriftPoint> script = List.of(weather.from(0, mix));
        var options =
                new StreetOptions(
                        random.nextLong(),
                        320,
                        180,
                        FILM_FPS,
                        6,
                        script,
                        Math.round(seconds * FILM_FPS));
        return film(options, false);
    }

    /** Returns a random hour in clear, rainy, foggy or snowy weather. */
    static StreetWeather any(RandomGenerator random) {
        double hour = random.nextDouble(24);
        double strength = random.nextDouble(0.3, 1);
        return switch (random.nextInt(6)) {
            case 0 -> new StreetWeather("rain", hour, strength, 0, 0);
            case 1 -> new StreetWeather("fog", hour, 0, strength, 0);
            case 2 -> new StreetWeather("snow", hour, 0, 0, strength);
            default -> new StreetWeather("clear", hour, 0, 0, 0);
        };
    }

    /** Returns random class weights between 1 and 8, so that no class is always rare. */
    static Map<String, Double> anyMix(RandomGenerator random) {
        Map<String, Double> mix = new HashMap<>();
        for (ObjectClass c : ObjectClass.values()) {
            if (c != ObjectClass.BACKGROUND) {
                mix.put(c.name().toLowerCase(Locale.ROOT), Math.exp(random.nextDouble(0, 2.08)));
            }
        }
        return mix;
    }

    private LabelledCrops street(long seed, List<DriftPoint> script, boolean training) {
        double fps = 1 / FRAME_SECONDS;
        return film(new StreetOptions(seed, 320, 180, fps, 6, script, FRAMES_PER_STREET), training);
    }

    private LabelledCrops film(StreetOptions options, boolean training) {
        LabelledCrops all = LabelledCrops.empty(SIDE);
        try (StreetFeed feed = StreetFeed.open(options)) {
            for (Frame frame = feed.next(); frame != null; frame = feed.next()) {
                all = all.plus(crops(frame, training));
            }
        }
        return all;
    }

    private LabelledCrops crops(Frame frame, boolean training) {
        List<Box> boxes = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < frame.truth().length; i++) {
            Box box = frame.boxes().get(i);
            boxes.add(training ? noisy(box) : box);
            labels.add(frame.truth()[i]);
            if (training && random.nextInt(OBJECTS_PER_BACKGROUND) == 0) {
                Box empty = elsewhere(frame, box);
                if (frame.boxes().stream().allMatch(b -> b.iou(empty) < 0.05)) {
                    boxes.add(empty);
                    labels.add(ObjectClass.BACKGROUND.index());
                }
            }
        }
        long[] times = new long[labels.size()];
        Arrays.fill(times, frame.timeMillis());
        return new LabelledCrops(
                new Cropper(SIDE).crop(frame.image(), boxes),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                times);
    }

    /** Returns the box with small random shifts and scales, like a motion detector's. */
    private Box noisy(Box box) {
        float w = box.width() * (float) Math.exp(BOX_NOISE * random.nextGaussian());
        float h = box.height() * (float) Math.exp(BOX_NOISE * random.nextGaussian());
        double x = box.x() + (box.width() - w) / 2 + BOX_NOISE * w * random.nextGaussian();
        double y = box.y() + (box.height() - h) / 2 + BOX_NOISE * h * random.nextGaussian();
        return new Box((float) x, (float) y, w, h);
    }

    /** Returns a box of the same size at a random position in the frame. */
    private Box elsewhere(Frame frame, Box box) {
        double x = random.nextDouble() * Math.max(1, frame.image().width() - box.width());
        double y = random.nextDouble() * Math.max(1, frame.image().height() - box.height());
        return new Box((float) x, (float) y, box.width(), box.height());
    }
}
