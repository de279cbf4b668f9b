package io.ekya.bench.models;

import io.ekya.command.Subcommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya train-base}. */
@Command(
        name = "train-base",
        description = {
            "Train the shipped models anew: the teacher on broad drawn data, the base student on clear"
                    + " day only.",
            "What is left out is as for the shipped ones; that takes about 12 minutes of one core."
        })
public final class TrainBaseCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "out/base-models",
            paramLabel = "FOLDER",
            description = "Where the model files go (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("out", "base-models");

    @Option(names = "--seed", description = "Of streets, first weights and order.")
    @Nullable Long seed;

    @Option(names = "--teacher-crops", description = "Crops the teacher is trained on; 0: none.")
    @Nullable Integer teacherCrops;

    @Option(names = "--teacher-epochs", description = "Passes over them.")
    @Nullable Integer teacherEpochs;

    @Option(names = "--student-crops", description = "Crops the student is trained on; 0: none.")
    @Nullable Integer studentCrops;

    @Option(names = "--student-epochs", description = "Passes over them.")
    @Nullable Integer studentEpochs;

    @Override
    public Integer call() throws Exception {
        TrainBase.Options usual = TrainBase.Options.shipped(folder);
        TrainBase.run(
                new TrainBase.Options(
                        folder,
                        seed == null ? usual.seed() : seed,
                        or(teacherCrops, usual.teacherCrops()),
                        or(teacherEpochs, usual.teacherEpochs()),
                        or(studentCrops, usual.studentCrops()),
                        or(studentEpochs, usual.studentEpochs())),
                System.out::println);
        System.out.println("models are in " + folder);
        return 0;
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }
}
