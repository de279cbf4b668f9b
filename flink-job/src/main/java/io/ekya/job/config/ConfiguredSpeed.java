package io.ekya.job.config;

import io.ekya.device.CalibratedSpeed;
import io.ekya.device.SpeedCurveFile;
import io.ekya.schedule.SpeedCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The speed-of-share curve that a configuration names. */
public final class ConfiguredSpeed {
    private ConfiguredSpeed() {}

    /**
     * The curve; empty where retrainings are taken to go as fast as their share.
     *
     * @throws ConfigException where the file cannot be used, or is of another device
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
                            "must name a file of ekya calibrate (" + e.getMessage() + ")",
                            "measure this device with ekya calibrate, or leave it empty");
            throw new ConfigException("the configuration", List.of(problem));
        }
    }

    private static void check(CalibratedSpeed speed, SidecarConfig sidecar) {
        if (!speed.device().equals(sidecar.device())
                || !speed.shareControl().equals(sidecar.shareControl())) {
            throw new IllegalArgumentException(
                    "it is of %s under %s, but configured is %s under %s"
                            .formatted(
                                    speed.device(),
                                    speed.shareControl(),
                                    sidecar.device(),
                                    sidecar.shareControl()));
        }
    }
}
