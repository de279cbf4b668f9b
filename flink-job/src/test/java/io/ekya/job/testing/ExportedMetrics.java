/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and label names of metrics in Prometheus text format, collected over several readings. */
public final class ExportedMetrics {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final Map<String, Set<String>> labels = new TreeMap<>();

    /** Adds what a page shows now. */
    public void addFrom(URI page) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(page).build(),
                                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(page + " responds " + response.statusCode());
        }
        add(response.body());
    }

    /** Adds the samples of a text; every line must be a sample or a comment. */
    public void add(String text) {
        for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException("not a sample: " + line);
            }
            Set<String> known = labels.computeIfAbsent(sample.group(1), n -> new TreeSet<>());
            String pairs = sample.group(2) == null ? "" : sample.group(2);
            Matcher label = LABEL.matcher(pairs);
            int end = 0;
            while (label.find() && label.start() == end) {
                known.add(label.group(1));
                end = label.end();
            }
            if (end != pairs.length()) {
                throw new IllegalArgumentException("not labels: " + pairs);
            }
        }
    }

    /** Returns the label names of each metric. */
    public Map<String, Set<String>> labels() {
        return labels;
    }
}
