/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.device.CalibratedSpeed;
import io.ekya.device.SpeedCurveFile;
import io.ekya.schedule.SpeedCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the configured speed-of-share curve. */
public final class ConfiguredSpeed {
    private ConfiguredSpeed() {}

    /**
     * Returns the curve; empty if the speed of retrainings is assumed to equal their share.
     *
     * @throws ConfigException if the file is not valid or of another device
     */
    public static Optional<SpeedCurve> of(JobConfig config) {
        String file = config.scheduler().speedCurve();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            CalibratedSpeed speed = SpeedCurveFile.read(Path.of(file));
            check(speed, config.sidecar());
            return Optional.of(speed.curve());
        } catch (IOException | IllegalArgumentException e) {
            Problem problem =
                    new Problem(
                            "scheduler.speedCurve",
                            file,
                            "must be a file written by ekya calibrate (" + e.getMessage() + ")",
                            "measure this device with ekya calibrate, or leave the key empty");
            throw new ConfigException("the configuration", List.of(problem));
        }
    }

    private static void check(CalibratedSpeed speed, SidecarConfig sidecar) {
        if (!speed.device().equals(sidecar.device())
                || !speed.shareControl().equals(sidecar.shareControl())) {
            throw new IllegalArgumentException(
                    "the file is for device %s with shareControl %s, but %s with %s is configured"
                            .formatted(
                                    speed.device(),
                                    speed.shareControl(),
                                    sidecar.device(),
                                    sidecar.shareControl()));
        }
    }
}
