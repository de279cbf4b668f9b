/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import io.ekya.command.Subcommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya train-base}: trains the shipped models. */
@Command(
        name = "train-base",
        description = {
            "Train the shipped models: the teacher on diverse synthetic streets, the base "
                    + "student on clear days only.",
            "Omitted options have the values of the shipped models; takes about 12 minutes on "
                    + "one core."
        })
public final class TrainBaseCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "out/base-models",
            paramLabel = "FOLDER",
            description = "Output folder (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("out", "base-models");

    @Option(names = "--seed", description = "Seed of streets, initial weights and order.")
    @Nullable Long seed;

    @Option(
            names = "--teacher-crops",
            description = "Minimum number of crops for the teacher; " + "0 skips the teacher.")
    @Nullable Integer teacherCrops;

    @Option(names = "--teacher-epochs", description = "Epochs of the teacher.")
    @Nullable Integer teacherEpochs;

    @Option(
            names = "--student-crops",
            description = "Minimum number of crops for the student; " + "0 skips the student.")
    @Nullable Integer studentCrops;

    @Option(names = "--student-epochs", description = "Epochs of the student.")
    @Nullable Integer studentEpochs;

    @Override
    public Integer call() throws Exception {
        TrainBase.Options shipped = TrainBase.Options.shipped(folder);
        TrainBase.run(
                new TrainBase.Options(
                        folder,
                        seed == null ? shipped.seed() : seed,
                        or(teacherCrops, shipped.teacherCrops()),
                        or(teacherEpochs, shipped.teacherEpochs()),
                        or(studentCrops, shipped.studentCrops()),
                        or(studentEpochs, shipped.studentEpochs())),
                System.out::println);
        System.out.println("Models written to " + folder);
        return 0;
    }

    private static int or(@Nullable Integer given, int shipped) {
        return given == null ? shipped : given;
    }
}
