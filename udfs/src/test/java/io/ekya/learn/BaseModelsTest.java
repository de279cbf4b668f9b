/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.profile.GainPrior;
import io.ekya.vision.Crops;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BaseModelsTest {

    @Test
    void areShippedAndClassify() {
        DjlLearner learner = new DjlLearner();
        assertThat(BaseModels.student().architecture().kind()).isEqualTo("resnet");
        assertThat(BaseModels.teacher().architecture().kind()).isEqualTo("teacher");
        try (Classifier student = learner.open(BaseModels.student());
                Classifier teacher = learner.open(BaseModels.teacher())) {
            Crops crops = ToyCrops.of(7, 24, 1).crops();
            assertThat(student.classify(crops)).hasSize(7);
            assertThat(teacher.classify(crops)).hasSize(7);
        }
    }

    @Test
    void gainsWereMeasuredWithTheShippedStudent() throws IOException {
        try (InputStream gains = BaseModels.class.getResourceAsStream("gains.json")) {
            assertThat(new ObjectMapper().readTree(gains).path("student").asText())
                    .isEqualTo(BaseModels.student().sha256());
        }
    }

    @Test
    void laterInterimEvaluationsHaveMoreWeight() {
        assertThat(BaseModels.interimDepartures()).hasSize(2);
        assertThat(BaseModels.interimDepartures().get(1).persistence())
                .isGreaterThanOrEqualTo(BaseModels.interimDepartures().get(0).persistence());
    }

    @Test
    void moreTrainingReducesErrorsFurther() {
        GainPrior shipped = BaseModels.gains();
        assertThat(shipped.errors(0, 0.4, 10_000))
                .isLessThan(shipped.errors(0, 0.4, 500))
                .isLessThan(shipped.errors(4, 0.4, 10_000));
        assertThat(shipped.errors(0, 0.4, 5_000)).isGreaterThan(shipped.errors(0, 0.2, 5_000));
    }
}
