/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.dependencies;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A known vulnerability of a range of versions.
 *
 * @param library group:artifact
 * @param introduced first affected version
 * @param fixed first version with the fix; empty if there is none
 * @param accepted why the project uses an affected version; empty if it must not
 */
record Advisory(String id, String library, String introduced, String fixed, String accepted) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Reads .ci/advisories.csv. */
    static List<Advisory> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("id,"))
                .map(Advisory::of)
                .toList();
    }

    private static Advisory of(String line) {
        String[] part = line.split(",", 5);
        if (part.length < 5 || !part[0].matches("(CVE|GHSA)-[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("not an advisory: " + line);
        }
        return new Advisory(part[0], part[1], part[2], part[3], part[4].strip());
    }

    /** Returns whether a version is affected and that is not accepted. */
    boolean affects(String name, String version) {
        return library.equals(name)
                && accepted.isEmpty()
                && compare(version, introduced) >= 0
                && (fixed.isEmpty() || compare(version, fixed) < 0);
    }

    /** Compares the numbers of versions; qualifiers such as {@code .Final} do not count. */
    static int compare(String one, String other) {
        List<BigInteger> a = numbers(one);
        List<BigInteger> b = numbers(other);
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int order = at(a, i).compareTo(at(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<BigInteger> numbers(String version) {
        String release = version.split("-", 2)[0];
        return NUMBER.matcher(release)
                .results()
                .map(MatchResult::group)
                .map(BigInteger::new)
                .toList();
    }

    private static BigInteger at(List<BigInteger> numbers, int i) {
        return i < numbers.size() ? numbers.get(i) : BigInteger.ZERO;
    }
}
