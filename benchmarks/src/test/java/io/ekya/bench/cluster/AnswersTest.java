/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.bench.cluster.Answers.Compared;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Answers answers = new Answers();

    @Test
    void onlyPicturesThatWereAnalysedAtEveryParallelismAreCompared() throws Exception {
        answers.at(1);
        add("analysed", 10, "[1]");
        add("analysed", 20, "[1]");
        answers.at(4);
        add("analysed", 10, "[1]");
        add("carried", 20, "[2]");

        assertThat(answers.compared()).isEqualTo(new Compared(1, 0));
    }

    @Test
    void aDifferentAnswerIsCounted() throws Exception {
        answers.at(1);
        add("analysed", 10, "[1]");
        add("analysed", 20, "[3]");
        answers.pause();
        add("analysed", 20, "[7]");
        answers.at(2);
        add("analysed", 10, "[2]");
        add("analysed", 20, "[3]");

        assertThat(answers.compared()).isEqualTo(new Compared(2, 1));
    }

    private void add(String how, int x, String classes) throws JsonProcessingException {
        answers.add(
                "a/camera-1",
                new ObjectMapper()
                        .readTree(
                                """
                                {"how": "%s", "boxes": [%d, 0, 8, 8], "classes": %s,
                                 "student": "5a", "configuration": "every1-32px"}
                                """
                                        .formatted(how, x, classes)));
    }
}
