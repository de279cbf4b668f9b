package io.ekya.job.cli;

import io.ekya.learn.TrainBase;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya train-base}. */
@Command(
        name = "train-base",
        description = {
            "Train the shipped models anew: the teacher on broad drawn data, the base student on clear"
                    + " day only.",
            "Takes about 20 minutes of one core with the options that the shipped ones were made with."
        })
final class TrainBaseCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            defaultValue = "out/base-models",
            paramLabel = "FOLDER",
            description = "Where the model files go (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("out", "base-models");

    @Option(
            names = "--share",
            defaultValue = "1",
            description =
                    "Part of the usual data and epochs, for a quick try; 1 makes the shipped models"
                            + " (default: ${DEFAULT-VALUE}).")
    double share;

    @Override
    public Integer call() throws Exception {
        if (!(share > 0 && share <= 1)) {
            throw new Failure("--share must be above 0 and at most 1, but is " + share + ".");
        }
        TrainBase.Options all = TrainBase.Options.shipped(folder);
        TrainBase.run(
                new TrainBase.Options(
                        folder,
                        all.seed(),
                        part(all.teacherCrops()),
                        part(all.teacherEpochs()),
                        part(all.studentCrops()),
                        part(all.studentEpochs())),
                System.out::println);
        System.out.println("models are in " + folder);
        return 0;
    }

    private int part(int whole) {
        return (int) Math.max(1, Math.round(share * whole));
    }
}
