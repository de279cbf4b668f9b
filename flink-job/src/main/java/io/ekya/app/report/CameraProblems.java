/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.job.record.WindowResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dead letters of a run: why a window has no frames, and how often each kind occurred. */
public final class CameraProblems {
    /** Dead letters of one kind are a minute apart at most. */
    private static final long INTERVAL_MILLIS = 60_000;

    private static final double ALL = 0.995; // is shown as 100 %
    private static final int RECENT = 200;
    private static final int MOST_KINDS = 500;

    private final double pace;
    private final Map<String, Deque<Problem>> byCamera = new HashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** A problem of a camera, when it was noticed, and the number of its kind. */
    public record Problem(String camera, long timeMillis, String text, int count) {

        /** Reads a line of {@code deadletters.jsonl}. */
        public static Problem of(JsonNode line) {
            return new Problem(
                    line.path("camera").asText(),
                    line.path("timeMillis").asLong(),
                    line.path("error").asText().replaceAll("\\p{Cntrl}", " "),
                    Math.max(1, line.path("count").asInt(1)));
        }

        /** The text, with the number if there are several. */
        public String counted() {
            return count > 1 ? "%s (%,d of this kind)".formatted(text, count) : text;
        }
    }

    /** Problems that differ in numbers only: the newest one, and their number. */
    record Kind(Problem newest, long count) {}

    /**
     * @param pace event seconds per second of the wall clock
     */
    public CameraProblems(double pace) {
        this.pace = pace;
    }

    /** Adds a problem; they are added in the order in which they were noticed. */
    public void add(Problem problem) {
        Deque<Problem> recent =
                byCamera.computeIfAbsent(problem.camera(), camera -> new ArrayDeque<>());
        recent.addLast(problem);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        String kind = problem.camera() + "/" + problem.text().replaceAll("[0-9]+", "0");
        if (kinds.size() >= MOST_KINDS && !kinds.containsKey(kind)) {
            kind = problem.camera();
        }
        kinds.merge(
                kind,
                new Kind(problem, problem.count()),
                (before, one) -> new Kind(one.newest(), before.count() + one.count()));
    }

    /**
     * Returns why a camera delivered no usable frame in a window; empty if it did, or if nothing is
     * known.
     *
     * @param originMillis beginning of the run, in event time and by the wall clock
     */
    public Optional<String> reason(WindowResult window, long originMillis) {
        if (window.frames().dropped() < ALL * window.frames().delivered()) {
            return Optional.empty();
        }
        long from = wall(window.startMillis(), originMillis) - INTERVAL_MILLIS;
        long to = wall(window.endMillis(), originMillis);
        Deque<Problem> recent = byCamera.getOrDefault(window.camera(), new ArrayDeque<>());
        Iterator<Problem> newestFirst = recent.descendingIterator();
        while (newestFirst.hasNext()) {
            Problem problem = newestFirst.next();
            if (problem.timeMillis() >= from && problem.timeMillis() < to) {
                return Optional.of(problem.text());
            }
        }
        return Optional.empty();
    }

    private long wall(long eventMillis, long originMillis) {
        return originMillis + Math.round((eventMillis - originMillis) / pace);
    }

    /** The kinds of problems, in the order in which they occurred first. */
    List<Kind> kinds() {
        return new ArrayList<>(kinds.values());
    }

    /** The number of all problems. */
    long count() {
        return kinds.values().stream().mapToLong(Kind::count).sum();
    }
}
