package io.ekya.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures what retraining the shipped student is worth ({@code ./ekya calibrate-gains}): on drawn
 * streets in conditions that it has not seen, for some numbers of frozen blocks, parts of a
 * window's labels and epochs, the share of its errors on the time after the window that a
 * retraining removes. The answer is what {@link io.ekya.profile.GainPrior} begins with.
 */
public final class GainCalibration {
    private static final int BATCH = 16;
    private static final double WINDOW_SECONDS = 30;
    private static final List<Integer> FROZEN = List.of(0, 3, 4);

    /** Part of the labels, epochs. */
    private static final double[][] RUNS = {{0.1, 1}, {0.1, 5}, {0.5, 3}, {1, 3}, {1, 5}, {1, 12}};

    private static final List<String> WEATHERS = List.of("night", "night+rain", "fog", "snow");

    private final Learner learner = new DjlLearner();
    private final ModelFile student = BaseModels.student();
    private final long seed;
    private final Consumer<String> progress;

    /** Errors before and after, and samples seen, summed over streets. */
    private static final class Sum {
        double before;
        double after;
        double samples;
        int streets;
    }

    private GainCalibration(long seed, Consumer<String> progress) {
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Measures and writes {@code gains.json}; some minutes of one core.
     *
     * @param streets how many streets, from 1; conditions take turns
     * @param progress takes a line of progress now and then
     */
    public static void run(Path folder, long seed, int streets, Consumer<String> progress)
            throws IOException {
        GainCalibration calibration = new GainCalibration(seed, progress);
        List<List<Sum>> sums =
                FROZEN.stream()
                        .map(f -> Stream.generate(Sum::new).limit(RUNS.length).toList())
                        .toList();
        for (int s = 0; s < streets; s++) {
            calibration.street(s, sums);
        }
        Files.createDirectories(folder);
        ObjectMapper json = new ObjectMapper();
        ObjectNode about = json.createObjectNode();
        about.put(
                "command",
                "./ekya calibrate-gains --seed %d --streets %d".formatted(seed, streets));
        about.put("student", calibration.student.sha256());
        about.put("about", "gain: share of the errors after the window that a retraining removes");
        write(sums, about.putArray("points"));
        Files.writeString(
                folder.resolve(BaseModels.GAINS),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(about) + "\n");
    }

    private void street(int number, List<List<Sum>> sums) {
        String name = WEATHERS.get(number % WEATHERS.size());
        StreetWeather weather =
                StreetWeather.JUDGED.stream()
                        .filter(w -> w.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        StreetCrops streets = new StreetCrops(seed + number);
        LabelledCrops all = streets.filmed(weather, 3 * WINDOW_SECONDS, Map.of());
        long end = Math.round(1000 * WINDOW_SECONDS);
        LabelledCrops window = part(all, 0, end);
        LabelledCrops later = part(all, end, Long.MAX_VALUE);
        double before = 1 - accuracy(student, later);
        for (int f = 0; f < FROZEN.size(); f++) {
            for (int r = 0; r < RUNS.length; r++) {
                LabelledCrops data = TrainingSet.fraction(window, RUNS[r][0], seed);
                int epochs = (int) RUNS[r][1];
                double after = 1 - accuracy(train(data, epochs, FROZEN.get(f)), later);
                Sum sum = sums.get(f).get(r);
                sum.before += before;
                sum.after += after;
                sum.samples += (double) epochs * data.count();
                sum.streets++;
                progress.accept(
                        String.format(
                                Locale.ROOT,
                                "street %d, %s: %d frozen, %d crops, %d epochs: errors %.3f, before %.3f",
                                number,
                                name,
                                FROZEN.get(f),
                                data.count(),
                                epochs,
                                after,
                                before));
            }
        }
    }

    private static LabelledCrops part(LabelledCrops all, long fromMillis, long untilMillis) {
        int[] places =
                IntStream.range(0, all.count())
                        .filter(
                                i ->
                                        all.timesMillis()[i] >= fromMillis
                                                && all.timesMillis()[i] < untilMillis)
                        .toArray();
        return all.select(places);
    }

    private ModelFile train(LabelledCrops data, int epochs, int frozen) {
        var configuration = new RetrainingConfiguration("gain", epochs, BATCH, 0, frozen, 1);
        try (Training training = learner.train(student, data, configuration, seed)) {
            while (training.step()) {}
            return training.snapshot();
        }
    }

    private double accuracy(ModelFile model, LabelledCrops data) {
        try (Classifier classifier = learner.open(model)) {
            int[] found = classifier.classify(data.crops());
            int right = 0;
            for (int i = 0; i < found.length; i++) {
                right += found[i] == data.labels()[i] ? 1 : 0;
            }
            return right / (double) Math.max(1, found.length);
        }
    }

    private static void write(List<List<Sum>> sums, ArrayNode points) {
        for (int f = 0; f < FROZEN.size(); f++) {
            for (Sum sum : sums.get(f)) {
                points.addObject()
                        .put("frozenBlocks", FROZEN.get(f))
                        .put("samplesSeen", Math.round(sum.samples / sum.streets))
                        .put("gain", Math.round(1000 * (1 - sum.after / sum.before)) / 1000.0);
            }
        }
    }
}
