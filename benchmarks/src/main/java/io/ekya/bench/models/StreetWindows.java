/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.learn.Classifier;
import io.ekya.learn.InitialWeights;
import io.ekya.learn.LabelledCrops;
import io.ekya.sample.BurstSampler;
import io.ekya.synthetic.DriftPoint;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.Cropper;
import io.ekya.vision.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A drifting synthetic street, divided into retraining windows: for each window the crops that a
 * job would label, and crops of the same period with true classes for evaluation. It starts on a
 * clear day; then, in about every other window, another random hour, weather or traffic sets in
 * within a few seconds.
 */
public final class StreetWindows implements AutoCloseable {
    private static final int SIDE = 32;
    private static final double FPS = 15;
    private static final double SECONDS = 30;
    private static final int OBJECTS = 8;
    private static final int BURSTS = 20;
    private static final List<Integer> OFFSETS = List.of(0, 1, 2, 4, 9);
    private static final int TRUTH_EVERY = 3;
    private static final double DRIFT_SECONDS = 6;
    private static final double DRIFTS = 0.6;

    private final StreetFeed feed;
    private final BurstSampler bursts;
    private final Classifier teacher;
    private final Cropper cropper = new Cropper(SIDE);
    private int next;

    /**
     * One window.
     *
     * @param labels crops of evenly spread bursts of frames, labelled by the teacher
     * @param truth crops of other frames with their true classes
     */
    public record Window(LabelledCrops labels, LabelledCrops truth) {}

    /**
     * Creates a street.
     *
     * @param windows number of windows
     * @param teacher labels the bursts; not closed
     */
    public StreetWindows(long seed, int windows, Classifier teacher) {
        this.teacher = teacher;
        bursts = new BurstSampler(new BurstSampler.Plan(SECONDS, BURSTS, OFFSETS, FPS), seed);
        RandomGenerator random = InitialWeights.generator(seed);
        feed =
                StreetFeed.open(
                        new StreetOptions(
                                random.nextLong(),
                                320,
                                180,
                                FPS,
                                OBJECTS,
                                script(random, windows)));
    }

    private static List<DriftPoint> script(RandomGenerator random, int windows) {
        List<DriftPoint> script = new ArrayList<>();
        StreetWeather now = new StreetWeather("day", random.nextDouble(9, 16), 0, 0, 0);
        Map<String, Double> mix = Map.of();
        script.add(now.from(0, mix));
        for (int w = 1; w < windows; w++) {
            if (random.nextDouble() < DRIFTS) {
                double at = w * SECONDS + random.nextDouble(1, 8);
                script.add(now.from(at, mix));
                now = StreetCrops.any(random);
                mix = random.nextBoolean() ? StreetCrops.anyMix(random) : Map.of();
                script.add(now.from(at + DRIFT_SECONDS, mix));
            }
        }
        return script;
    }

    /** Returns the next window. */
    public Window next() {
        long first = Math.round(next * SECONDS * FPS);
        long end = Math.round((next + 1) * SECONDS * FPS);
        next++;
        LabelledCrops labels = LabelledCrops.empty(SIDE);
        LabelledCrops truth = LabelledCrops.empty(SIDE);
        for (long i = first; i < end; i++) {
            boolean isLabelled = bursts.sampled(i, Math.round(1000 * i / FPS));
            if (!isLabelled && i % TRUTH_EVERY != 0) {
                continue;
            }
            feed.skipTo(i);
            Frame frame = Objects.requireNonNull(feed.next());
            if (isLabelled) {
                labels = labels.plus(crops(frame, null));
            } else {
                truth = truth.plus(crops(frame, frame.truth()));
            }
        }
        return new Window(labels, truth);
    }

    private LabelledCrops crops(Frame frame, int @Nullable [] classes) {
        var crops = cropper.crop(frame.image(), frame.boxes());
        int[] labels = classes == null ? teacher.classify(crops) : classes;
        long[] times = new long[labels.length];
        Arrays.fill(times, frame.timeMillis());
        return new LabelledCrops(crops, labels, times);
    }

    @Override
    public void close() {
        feed.close();
    }
}
