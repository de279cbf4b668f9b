/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The answers of students at several parallelisms. Cameras show the same pictures again and again,
 * so that each picture is analysed at each parallelism.
 */
final class Answers {
    private static final int NONE = 0;

    private final Map<Question, Map<Integer, Set<String>>> all = new HashMap<>();
    private final Set<Integer> parallelisms = new TreeSet<>();
    private int parallelism = NONE;

    /**
     * A picture and who was asked; pictures of a camera differ in their boxes.
     *
     * @param camera key of the camera
     * @param student SHA-256
     */
    private record Question(String camera, String boxes, String student, String configuration) {}

    /**
     * What the comparison showed.
     *
     * @param pictures analysed by the same student at every parallelism
     * @param differing of these, pictures with more than one answer
     */
    record Compared(long pictures, long differing) {}

    /** Says at which parallelism the answers are given that follow. */
    synchronized void at(int current) {
        parallelism = current;
        parallelisms.add(current);
    }

    /** Ignores the answers that follow. */
    synchronized void pause() {
        parallelism = NONE;
    }

    /** Adds a record of the topic of predictions. */
    synchronized void add(String camera, JsonNode prediction) {
        if (parallelism == NONE || !prediction.path("how").asText().equals("analysed")) {
            return;
        }
        Question question =
                new Question(
                        camera,
                        prediction.path("boxes").toString(),
                        prediction.path("student").asText(),
                        prediction.path("configuration").asText());
        all.computeIfAbsent(question, q -> new TreeMap<>())
                .computeIfAbsent(parallelism, p -> new TreeSet<>())
                .add(prediction.path("classes").toString());
    }

    synchronized Compared compared() {
        var everywhere =
                all.values().stream()
                        .filter(answers -> answers.keySet().equals(parallelisms))
                        .toList();
        long differing =
                everywhere.stream()
                        .filter(
                                answers ->
                                        answers.values().stream()
                                                        .flatMap(Collection::stream)
                                                        .distinct()
                                                        .count()
                                                > 1)
                        .count();
        return new Compared(everywhere.size(), differing);
    }
}
