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
 * Makes the shipped models again ({@code ./ekya train-base}): the teacher from streets at all hours
 * and in all weathers, the base student from clear days alone, so that drift hurts it. Beside each
 * model file it writes a JSON that says how it was made and how accurate it is in each condition on
 * streets of other seeds. The same options on the same machine give the same files.
 */
public final class TrainBase {
    private static final int BATCH = 32;
    private static final int JUDGED_STREETS = 4;
    private static final double LEARNING_RATE = 0.05;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The student has seen clear days alone, without haze: drift is to hurt it. */
    private static final double STUDENT_CONTRAST = 1;

    private static final double TEACHER_CONTRAST = 0.3;

    private final Options options;
    private final Consumer<String> progress;

    private TrainBase(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * What to make.
     *
     * @param folder where the files go; made where it is missing
     * @param seed of streets, first weights and order
     * @param teacherCrops crops the teacher is trained on, at least; 0 makes no teacher
     * @param teacherEpochs passes over them
     * @param studentCrops crops the student is trained on, at least; 0 makes no student
     * @param studentEpochs passes over them
     */
    public record Options(
            Path folder,
            long seed,
            int teacherCrops,
            int teacherEpochs,
            int studentCrops,
            int studentEpochs) {

        /** What the shipped models were made with. */
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
     * Trains and writes both models; takes about 12 minutes of one core with {@link
     * Options#shipped}.
     *
     * @param progress takes a line of progress now and then
     * @throws IOException where a file cannot be written
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
        progress.accept("student: drawing clear days");
        LabelledCrops data = new StreetCrops(options.seed()).clearDays(options.studentCrops());
        make(
                new Recipe(
                        BaseModels.STUDENT,
                        new Architecture("resnet", 16, 32, 64),
                        data,
                        options.studentEpochs(),
                        STUDENT_CONTRAST,
                        "drawn streets on clear days, 9 to 16 o'clock"));
    }

    private void teacher() throws IOException {
        progress.accept("teacher: drawing streets at all hours and in all weathers");
        LabelledCrops data = new StreetCrops(options.seed() + 1).broad(options.teacherCrops());
        make(
                new Recipe(
                        BaseModels.TEACHER,
                        new Architecture("teacher", 16, 32, 128),
                        data,
                        options.teacherEpochs(),
                        TEACHER_CONTRAST,
                        "drawn streets at all hours in clear weather, rain, fog and snow, all class mixes"));
    }

    private void make(Recipe recipe) throws IOException {
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
        judge(trained, recipe, about.putObject("accuracy"));
        Path json = options.folder().resolve(recipe.file().replace(".ekya", ".json"));
        Files.writeString(
                json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(about) + "\n");
    }

    private ObjectNode describe(Recipe recipe, ModelFile trained) {
        ObjectNode about = JSON.createObjectNode();
        about.put("model", recipe.file()).put("sha256", trained.sha256());
        about.put(
                "command",
                "./ekya train-base --seed %d --teacher-crops %d --teacher-epochs %d --student-crops %d --student-epochs %d"
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

    private void judge(ModelFile model, Recipe recipe, ObjectNode accuracies) {
        StreetCrops streets = new StreetCrops(options.seed() + 2);
        try (Classifier classifier = recipe.learner().open(model)) {
            for (StreetWeather weather : StreetWeather.JUDGED) {
                LabelledCrops data = streets.judged(weather, JUDGED_STREETS);
                int[] found = classifier.classify(data.crops());
                int right = 0;
                for (int i = 0; i < found.length; i++) {
                    right += found[i] == data.labels()[i] ? 1 : 0;
                }
                double accuracy = Math.round(1000.0 * right / found.length) / 1000.0;
                accuracies.put(weather.name(), accuracy);
                progress.accept(
                        "%s: %s %s of %d crops"
                                .formatted(recipe.file(), weather.name(), accuracy, found.length));
            }
        }
    }
}
