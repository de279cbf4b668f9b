/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.device.CalibratedSpeed;
import io.ekya.device.SpeedCurveFile;
import io.ekya.schedule.SpeedCurve.Point;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir Path folder;

    private int run(String... arguments) {
        return new CommandLine(new CalibrateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    @Timeout(300)
    void measuresTheCpuAndWritesASpeedCurveFile() throws IOException {
        Path file = folder.resolve("curve.json");
        assertThat(run("--quick", "--out", file.toString())).as(errors.toString()).isZero();

        CalibratedSpeed speed = SpeedCurveFile.read(file);
        assertThat(speed.device()).isEqualTo("cpu");
        assertThat(speed.shareControl()).isEqualTo("governor");
        assertThat(speed.miniBatchesASecond()).isPositive();
        assertThat(speed.sideBySide()).isPositive();
        assertThat(speed.curve().points()).extracting(Point::share).containsExactly(0.25, 0.5, 1.0);
        assertThat(speed.curve().at(1)).isEqualTo(1);
        assertThat(out.toString())
                .contains("share 0.25:", "share 1.00:", "two side by side:", "written: " + file)
                .contains("--set scheduler.speedCurve=");
    }

    @Test
    void rejectsUnavailableDevicesAndShareControls() {
        assertThat(run("--device", "tpu")).isEqualTo(2);
        assertThat(errors.toString()).contains("device must be cpu or cuda:N");
        assertThat(run("--share-control", "mps")).isEqualTo(2);
        assertThat(errors.toString()).contains("share control mps divides an NVIDIA GPU");
        assertThat(run("--seconds", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--seconds must be above 0");
    }
}
