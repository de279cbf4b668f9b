/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import ai.djl.Device;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.learn.Architecture;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Trains the shipped models ({@code ./ekya train-base}): the teacher on streets at all hours and in
 * all weathers, the base student on clear days only, so that drift reduces its accuracy. For each
 * model it also writes a JSON file with its training parameters and its accuracy in each condition
 * on streets of other seeds. Deterministic on one machine.
 */
public final class TrainBase {
    private static final int BATCH = 32;
    private static final int EVALUATION_STREETS = 4;
    private static final double LEARNING_RATE = 0.05;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The student is trained without reduced contrast, so that drift reduces its accuracy. */
    private static final double STUDENT_CONTRAST = 1;

    private static final double TEACHER_CONTRAST = 0.3;

    private final Options options;
    private final Consumer<String> progress;

    private TrainBase(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Training parameters.
     *
     * @param folder output folder; created if missing
     * @param seed of streets, initial weights and order
     * @param teacherCrops minimum number of crops for the teacher; 0 skips the teacher
     * @param teacherEpochs epochs of the teacher
     * @param studentCrops minimum number of crops for the student; 0 skips the student
     * @param studentEpochs epochs of the student
     */
    public record Options(
            Path folder,
            long seed,
            int teacherCrops,
            int teacherEpochs,
            int studentCrops,
            int studentEpochs) {

        /** Returns the options that the shipped models were trained with. */
        public static Options shipped(Path folder) {
            return new Options(folder, 20, 20_000, 16, 3_500, 12);
        }
    }

    private record Recipe(
            String file,
            Architecture architecture,
            LabelledCrops data,
            int epochs,
            double leastContrast,
            String about) {
        Learner learner() {
            return new DjlLearner(
                    Device.cpu(),
                    new TrainingSettings(LEARNING_RATE, 0.9, 5e-4, true, leastContrast));
        }
    }

    /**
     * Trains and writes both models; takes about 12 minutes on one core with {@link
     * Options#shipped}.
     *
     * @param progress receives lines of progress
     * @throws IOException if a file cannot be written
     */
    public static void run(Options options, Consumer<String> progress) throws IOException {
        TrainBase base = new TrainBase(options, progress);
        Files.createDirectories(options.folder());
        if (options.studentCrops() > 0) {
            base.student();
        }
        if (options.teacherCrops() > 0) {
            base.teacher();
        }
    }

    private void student() throws IOException {
        progress.accept("student: rendering clear days");
        LabelledCrops data = new StreetCrops(options.seed()).clearDays(options.studentCrops());
        train(
                new Recipe(
                        BaseModels.STUDENT,
                        new Architecture("resnet", 16, 32, 64),
                        data,
                        options.studentEpochs(),
                        STUDENT_CONTRAST,
                        "synthetic streets on clear days, 9 to 16 o'clock"));
    }

    private void teacher() throws IOException {
        progress.accept("teacher: rendering streets at all hours and in all weathers");
        LabelledCrops data = new StreetCrops(options.seed() + 1).broad(options.teacherCrops());
        train(
                new Recipe(
                        BaseModels.TEACHER,
                        new Architecture("teacher", 16, 32, 128),
                        data,
                        options.teacherEpochs(),
                        TEACHER_CONTRAST,
                        "synthetic streets at all hours in clear weather, rain, fog and snow, "
                                + "all class mixes"));
    }

    private void train(Recipe recipe) throws IOException {
        ModelFile start = DjlLearner.untrained(recipe.architecture(), options.seed());
        var configuration = new RetrainingConfiguration("base", recipe.epochs(), BATCH, 0, 0, 1);
        ModelFile trained;
        try (Training training =
                recipe.learner().train(start, recipe.data(), configuration, options.seed())) {
            progress.accept(
                    "%s: %d crops, %d epochs"
                            .formatted(recipe.file(), recipe.data().count(), recipe.epochs()));
            int epochs = 0;
            while (training.step()) {
                if (training.epochsDone() > epochs) {
                    epochs = training.epochsDone();
                    progress.accept(
                            String.format(
                                    Locale.ROOT,
                                    "%s: epoch %d, loss %.3f",
                                    recipe.file(),
                                    epochs,
                                    training.lastLoss()));
                }
            }
            trained = training.snapshot();
        }
        Files.write(options.folder().resolve(recipe.file()), trained.bytes());
        ObjectNode about = describe(recipe, trained);
        evaluate(trained, recipe, about.putObject("accuracy"));
        Path json = options.folder().resolve(recipe.file().replace(".ekya", ".json"));
        Files.writeString(
                json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(about) + "\n");
    }

    private ObjectNode describe(Recipe recipe, ModelFile trained) {
        ObjectNode about = JSON.createObjectNode();
        about.put("model", recipe.file()).put("sha256", trained.sha256());
        about.put(
                "command",
                ("./ekya train-base --seed %d --teacher-crops %d --teacher-epochs %d "
                                + "--student-crops %d --student-epochs %d")
                        .formatted(
                                options.seed(),
                                options.teacherCrops(),
                                options.teacherEpochs(),
                                options.studentCrops(),
                                options.studentEpochs()));
        about.put("seed", options.seed());
        about.put("architecture", recipe.architecture().toString());
        about.put("data", recipe.about()).put("crops", recipe.data().count());
        about.put("epochs", recipe.epochs()).put("batchSize", BATCH);
        about.put("leastContrast", recipe.leastContrast());
        return about;
    }

    private void evaluate(ModelFile model, Recipe recipe, ObjectNode accuracies) {
        StreetCrops streets = new StreetCrops(options.seed() + 2);
        try (Classifier classifier = recipe.learner().open(model)) {
            for (StreetWeather weather : StreetWeather.EVALUATED) {
                LabelledCrops data = streets.evaluation(weather, EVALUATION_STREETS);
                double accuracy = Math.round(1000 * classifier.accuracy(data)) / 1000.0;
                accuracies.put(weather.name(), accuracy);
                progress.accept(
                        "%s: %s %s of %d crops"
                                .formatted(recipe.file(), weather.name(), accuracy, data.count()));
            }
        }
    }
}
