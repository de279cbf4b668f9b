/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.command.Subcommand;
import io.ekya.device.CalibratedSpeed;
import io.ekya.device.SpeedCurveFile;
import io.ekya.learn.BaseModels;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.calibration.Calibration;
import io.ekya.sidecar.calibration.Calibration.Effort;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarDevice;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.Retention;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calibrate}: measures the speed-of-share curve of this device, for the scheduler. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the speed of retrainings at shares of this device, alone and two concurrently.",
            "The scheduler uses the result if scheduler.speedCurve names the file. Takes about two"
                    + " minutes; run it on an otherwise idle machine."
        })
public final class CalibrateCommand implements Subcommand {
    /** A smaller speed-up of two concurrent retrainings is within the measurement error. */
    private static final double FASTER = 1.05;

    @Spec private CommandSpec spec;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--out",
            defaultValue = "out/speed-curve.json",
            description = "Output file (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out", "speed-curve.json");

    @Option(names = "--seconds", description = "Measuring time per share, seconds (default: 6)")
    private @Nullable Double seconds;

    @Option(
            names = "--quick",
            description = "Measure two shares for half a second each, as a smoke test")
    private boolean quick;

    @Override
    public Integer call() throws InterruptedException {
        Effort effort = quick ? Effort.QUICK : Effort.THOROUGH;
        Double measuringSeconds = seconds;
        if (measuringSeconds != null) {
            if (!(measuringSeconds > 0 && measuringSeconds <= 3600)) {
                throw usage(
                        "--seconds must be above 0 and at most 3600, but is " + measuringSeconds);
            }
            effort = effort.withSeconds(measuringSeconds);
        }
        try {
            Path folder = Files.createTempDirectory("ekya-calibrate");
            try {
                CalibratedSpeed speed = measure(folder, effort);
                SpeedCurveFile.write(out, speed);
                report(speed);
                return 0;
            } finally {
                remove(folder);
            }
        } catch (IOException | IllegalStateException | SidecarException e) {
            spec.commandLine().getErr().println("ekya: calibrate failed: " + e.getMessage());
            return 1;
        }
    }

    private CalibratedSpeed measure(Path folder, Effort effort)
            throws IOException, InterruptedException {
        SidecarOptions options =
                new SidecarOptions(
                        folder,
                        new ListenAddress("127.0.0.1", 0, -1, "", Optional.empty()),
                        ConcurrencyLimits.DEFAULT,
                        1.0,
                        EvaluationSettings.DEFAULT,
                        Retention.DEFAULT);
        try (SidecarDevice opened = open(folder);
                SidecarServer server =
                        new SidecarServer(options, opened, BaseModels.student(), ModelFile::read);
                FlightSidecar client = new FlightSidecar("127.0.0.1", server.port())) {
            PrintWriter text = spec.commandLine().getOut();
            return Calibration.run(
                    client,
                    device.device(),
                    device.shareControl(),
                    System.currentTimeMillis(),
                    effort,
                    line -> {
                        text.println(line);
                        text.flush();
                    });
        }
    }

    private SidecarDevice open(Path folder) throws IOException {
        try {
            return device.open(1.0, folder);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private void report(CalibratedSpeed speed) {
        PrintWriter text = spec.commandLine().getOut();
        text.println(
                speed.sideBySide() > FASTER
                        ? "two concurrent retrainings are faster than two in sequence"
                        : "two concurrent retrainings are not faster than two in sequence");
        text.println("written: " + out);
        text.println("use it: --set scheduler.speedCurve=" + out.toAbsolutePath());
        text.flush();
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
