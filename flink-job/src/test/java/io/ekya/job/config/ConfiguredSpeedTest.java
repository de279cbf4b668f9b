/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.device.CalibratedSpeed;
import io.ekya.device.SpeedCurveFile;
import io.ekya.schedule.SpeedCurve;
import io.ekya.schedule.SpeedCurve.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredSpeedTest {
    private static final SpeedCurve CURVE =
            new SpeedCurve(List.of(new Point(0.5, 0.7), new Point(1, 1)));

    private final Path file;

    ConfiguredSpeedTest(@TempDir Path folder) throws IOException {
        file = folder.resolve("curve.json");
        SpeedCurveFile.write(file, new CalibratedSpeed("cpu", "governor", 0, 30, 1.2, CURVE));
    }

    private JobConfig config(String... sets) {
        List<String> all = new ArrayList<>(List.of(sets));
        all.add("scheduler.speedCurve=" + file);
        return new ConfigLoader(Map.of())
                .parse("test", "cameras: [{id: north, source: \"synthetic:\"}]", all);
    }

    @Test
    void isTheCurveOfTheFile() {
        assertThat(ConfiguredSpeed.of(config())).contains(CURVE);
    }

    @Test
    void isEmptyWhereNoFileIsNamed() {
        JobConfig plain =
                new ConfigLoader(Map.of())
                        .parse("t", "cameras: [{id: a, source: \"synthetic:\"}]", List.of());
        assertThat(ConfiguredSpeed.of(plain)).isEmpty();
    }

    @Test
    void isRefusedOnAnotherDevice() {
        assertThatThrownBy(() -> ConfiguredSpeed.of(config("sidecar.device=cuda:0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "scheduler.speedCurve must be a file written by ekya calibrate")
                .hasMessageContaining(
                        "the file is for device cpu with shareControl governor, but cuda:0 with")
                .hasMessageContaining("but is " + file);
    }

    @Test
    void isRefusedWhereItsFileIsBroken() throws IOException {
        Files.writeString(file, "{\"sped\": 1}");
        assertThatThrownBy(() -> ConfiguredSpeed.of(config()))
                .hasMessageContaining("(sped is not a known key; known are device");
        Files.delete(file);
        assertThatThrownBy(() -> ConfiguredSpeed.of(config()))
                .hasMessageContaining("(the file does not exist)");
    }
}
