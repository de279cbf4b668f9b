/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/** Thrown for a scheduling problem that no policy can plan; lists all its problems. */
public final class InvalidProblemException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public InvalidProblemException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, one line each: key, rule, value and fix. */
    public List<String> problems() {
        return problems;
    }
}
