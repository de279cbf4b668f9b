/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.app.report.CameraProblems;
import io.ekya.app.report.CameraProblems.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The problems of cameras, read incrementally from {@code deadletters.jsonl}: in each window, every
 * text of a camera once, and at most three of them.
 */
final class NewProblems {
    private static final int MOST_IN_WINDOW = 3;

    private final FileTail tail;
    private final Set<String> cameras;
    private final CameraProblems all;
    private final Map<String, Set<String>> printed = new HashMap<>();
    private long window = Long.MIN_VALUE;

    /**
     * @param cameras the configured cameras; records of others are ignored
     * @param all receives every problem of these
     */
    NewProblems(Path folder, List<String> cameras, CameraProblems all) {
        this.tail = new FileTail(folder.resolve("deadletters.jsonl"));
        this.cameras = Set.copyOf(cameras);
        this.all = all;
    }

    /** Returns what is new since the last call. */
    List<Problem> refresh(long currentWindow) {
        if (currentWindow != window) {
            window = currentWindow;
            printed.clear();
        }
        List<Problem> problems = new ArrayList<>();
        for (JsonNode node : tail.next()) {
            Problem problem = Problem.of(node);
            if (cameras.contains(problem.camera())) {
                all.add(problem);
                Set<String> texts = printed.computeIfAbsent(problem.camera(), c -> new HashSet<>());
                if (texts.size() < MOST_IN_WINDOW && texts.add(problem.text())) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }
}
