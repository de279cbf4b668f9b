package io.ekya.schedule;

import java.util.List;

/** A problem no policy can plan; says everything that is wrong with it at once. */
public final class InvalidProblemException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public InvalidProblemException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: key, rule, value and fix. */
    public List<String> problems() {
        return problems;
    }
}
