/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
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
final class CameraProblems {
    private static final int MOST_IN_WINDOW = 3;

    private final FileTail tail;
    private final Set<String> cameras;
    private final Map<String, Set<String>> printed = new HashMap<>();
    private long window = Long.MIN_VALUE;

    /** A problem of a camera and when it was noticed. */
    record Problem(String camera, long timeMillis, String text) {}

    /**
     * @param cameras the configured cameras; records of others are ignored
     */
    CameraProblems(Path folder, List<String> cameras) {
        this.tail = new FileTail(folder.resolve("deadletters.jsonl"));
        this.cameras = Set.copyOf(cameras);
    }

    /** Returns what is new since the last call. */
    List<Problem> refresh(long currentWindow) {
        if (currentWindow != window) {
            window = currentWindow;
            printed.clear();
        }
        List<Problem> problems = new ArrayList<>();
        for (JsonNode node : tail.next()) {
            String camera = node.path("camera").asText();
            if (cameras.contains(camera)) {
                String text = node.path("error").asText().replaceAll("\\p{Cntrl}", " ");
                Set<String> texts = printed.computeIfAbsent(camera, c -> new HashSet<>());
                if (texts.size() < MOST_IN_WINDOW && texts.add(text)) {
                    problems.add(new Problem(camera, node.path("timeMillis").asLong(), text));
                }
            }
        }
        return problems;
    }
}
