/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.vision.GivenRegions;
import io.ekya.vision.MotionRegions;
import io.ekya.vision.RegionFinder;
import io.ekya.vision.WholeFrame;

/** Creates the region finder that a camera is configured with. */
final class RegionFinders {
    private RegionFinders() {}

    static RegionFinder of(CameraConfig camera) {
        return switch (camera.regions()) {
            case "given" -> new GivenRegions(camera.maxRegions());
            case "motion" -> new MotionRegions(camera.maxRegions());
            case "frame" -> new WholeFrame();
            default ->
                    throw new IllegalArgumentException(
                            "regions must be given, motion or frame, but is '%s'"
                                    .formatted(camera.regions()));
        };
    }
}
