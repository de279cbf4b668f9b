/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of synthetic streets as training data, and of the base models' files. */
class TrainBaseTest {
    private static final RetrainingConfiguration ALL =
            new RetrainingConfiguration("all", 5, 16, 0, 0, 1);

    @Test
    void rendersTheSameCropsForTheSameSeed() {
        LabelledCrops once = new StreetCrops(5).clearDays(10);

        assertThat(new StreetCrops(5).clearDays(10).crops().bgr()).isEqualTo(once.crops().bgr());
        assertThat(new StreetCrops(6).clearDays(10).crops().bgr()).isNotEqualTo(once.crops().bgr());
        assertThat(once.count()).isGreaterThan(100);
        assertThat(once.labels()).contains(0, 2, 6);
    }

    @Test
    void aStudentRetrainedAtNightIsBetterAtNight() {
        StreetWeather night = new StreetWeather("night", 23, 0, 0, 0);
        LabelledCrops labels = new StreetCrops(7).evaluation(night, 1);
        HeldOutSplit split = HeldOutSplit.of(labels, 0.4, 2, 100);
        Learner learner = new DjlLearner();
        double before;
        try (Classifier base = learner.open(BaseModels.student())) {
            before = base.accuracy(split.heldOut());
        }
        try (Training training = learner.train(BaseModels.student(), split.training(), ALL, 1)) {
            while (training.epochsDone() < 1) {
                training.step();
            }
            double firstLoss = training.lastLoss();
            while (training.step()) {}

            assertThat(training.lastLoss()).isLessThan(firstLoss);
            assertThat(training.current().accuracy(split.heldOut())).isGreaterThan(before + 0.05);
        }
    }

    @Test
    void writesAModelAndItsDescription(@TempDir Path folder) throws IOException {
        List<String> progress = new ArrayList<>();
        TrainBase.run(new TrainBase.Options(folder, 3, 0, 0, 100, 1), progress::add);

        ModelFile model = ModelFile.read(Files.readAllBytes(folder.resolve("student-r16.ekya")));
        JsonNode about =
                new ObjectMapper().readTree(Files.readString(folder.resolve("student-r16.json")));
        assertThat(about.path("sha256").asText()).isEqualTo(model.sha256());
        assertThat(about.path("command").asText()).startsWith("./ekya train-base --seed 3 ");
        assertThat(about.path("accuracy").size()).isEqualTo(StreetWeather.EVALUATED.size());
        assertThat(folder.resolve("teacher.ekya")).doesNotExist();
        assertThat(progress).anyMatch(line -> line.contains("epoch 1, loss "));
    }
}
