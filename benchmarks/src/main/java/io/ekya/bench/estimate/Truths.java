/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cache of real trainings' accuracies: a file with one line per training, keyed by everything
 * that determines its result. Cached trainings are not repeated, so that an estimator can be
 * evaluated again in minutes. What they cost depends on the machine and on what else it does, so
 * the file tells the seconds, but they are never read.
 */
final class Truths {
    private static final String HEADER = "street,window,student,configuration,accuracy,cpuSeconds";

    private final Path file;
    private final Map<String, Truth> known = new HashMap<>();

    /**
     * What a real training reached and cost.
     *
     * @param accuracy of the trained student on crops with true labels
     * @param trainSeconds CPU seconds of the training; NaN if it was not measured in this run
     * @param retrainSeconds the same with the predictions at the end of a retraining
     */
    record Truth(double accuracy, double trainSeconds, double retrainSeconds) {
        boolean timed() {
            return Double.isFinite(retrainSeconds);
        }
    }

    private Truths(Path file) {
        this.file = file;
    }

    /** Opens a file, creating it if it does not exist. */
    static Truths open(Path file) throws IOException {
        Truths truths = new Truths(file);
        if (!Files.exists(file)) {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, HEADER + "\n");
        }
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            int accuracy = line.lastIndexOf(',', line.lastIndexOf(',') - 1);
            String[] figures = line.substring(accuracy + 1).split(",", -1);
            truths.known.put(
                    line.substring(0, accuracy),
                    new Truth(Double.parseDouble(figures[0]), Double.NaN, Double.NaN));
        }
        return truths;
    }

    static String key(long street, int window, String student, String configuration) {
        return "%d,%d,%s,%s".formatted(street, window, student, configuration);
    }

    Optional<Truth> get(String key) {
        return Optional.ofNullable(known.get(key));
    }

    /** Adds a training unless it is known. */
    void add(String key, Truth truth) throws IOException {
        if (known.putIfAbsent(key, truth) != null) {
            return;
        }
        String line =
                String.format(
                        Locale.ROOT, "%s,%.5f,%.4f%n", key, truth.accuracy(), truth.trainSeconds());
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }
}
