/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import java.util.List;

/**
 * Options of a synthetic street. Two feeds with equal options deliver identical frames.
 *
 * @param seed determines layout, traffic and noise
 * @param width of a frame in pixels, 64..1920
 * @param height of a frame in pixels, 48..1080
 * @param fps frames per second, above 0 and at most 240
 * @param objects average number of labelled objects per frame at density 1, 0..60
 * @param drift conditions over time, ordered by time; empty for clear noon
 * @param frames number of frames, or {@link #ENDLESS}
 */
public record StreetOptions(
        long seed,
        int width,
        int height,
        double fps,
        int objects,
        List<DriftPoint> drift,
        long frames) {

    /** Value of {@code frames} for a feed that never ends. */
    public static final long ENDLESS = -1;

    public StreetOptions {
        if (width < 64 || width > 1920 || height < 48 || height > 1080) {
            throw new IllegalArgumentException(
                    "width x height must be from 64x48 to 1920x1080, but is "
                            + width
                            + "x"
                            + height);
        }
        if (!(fps > 0 && fps <= 240)) {
            throw new IllegalArgumentException(
                    "fps must be above 0 and at most 240, but is " + fps);
        }
        if (objects < 0 || objects > 60) {
            throw new IllegalArgumentException("objects must be 0..60, but is " + objects);
        }
        if (frames < ENDLESS) {
            throw new IllegalArgumentException(
                    "frames must be 0 or more, or -1 for an endless feed, but is " + frames);
        }
        drift = List.copyOf(drift);
        for (int i = 1; i < drift.size(); i++) {
            if (drift.get(i).atSeconds() <= drift.get(i - 1).atSeconds()) {
                throw new IllegalArgumentException(
                        ("drift points must be in time order, but point %d is at %s s and the "
                                        + "previous one at %s s")
                                .formatted(
                                        i, drift.get(i).atSeconds(), drift.get(i - 1).atSeconds()));
            }
        }
    }

    /** Creates options of an endless street. */
    public StreetOptions(
            long seed, int width, int height, double fps, int objects, List<DriftPoint> drift) {
        this(seed, width, height, fps, objects, drift, ENDLESS);
    }
}
