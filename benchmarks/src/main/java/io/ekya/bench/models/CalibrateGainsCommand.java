/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.command.CommandFailure;
import io.ekya.command.Subcommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya calibrate-gains}: measures the gain of retraining. */
@Command(
        name = "calibrate-gains",
        description = {
            "Measure how much retraining reduces a student's error rate, on drifting synthetic "
                    + "streets.",
            "The result, gains.json, is the prior of micro-profiles. Takes about 10 minutes on "
                    + "one core."
        })
public final class CalibrateGainsCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "out/gains",
            paramLabel = "FOLDER",
            description = "Output folder of gains.json (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("out", "gains");

    @Option(
            names = "--seed",
            defaultValue = "40",
            description = "Seed of the first street (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--streets",
            defaultValue = "8",
            description = "Number of streets (default: ${DEFAULT-VALUE}).")
    int streets;

    @Option(
            names = "--windows",
            defaultValue = "5",
            description = "Number of windows per street (default: ${DEFAULT-VALUE}).")
    int windows;

    @Override
    public Integer call() throws Exception {
        if (streets < 1) {
            throw new CommandFailure("--streets must be at least 1, but is " + streets + ".");
        }
        if (windows < 2) {
            throw new CommandFailure("--windows must be at least 2, but is " + windows + ".");
        }
        GainCalibration.run(folder, seed, streets, windows, System.out::println);
        System.out.println(folder.resolve("gains.json"));
        return 0;
    }
}
