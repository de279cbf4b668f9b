package io.ekya.job.config;

/**
 * One thing wrong with a configuration.
 *
 * @param key dotted, such as {@code cameras.0.fps}
 * @param value as the user wrote it, credentials blacked out
 * @param rule what must hold, such as {@code must be between 0 and 1}
 * @param fix what to do about it
 */
public record Problem(String key, String value, String rule, String fix) {

    public Problem {
        value = Redaction.of(value);
        fix = Redaction.of(fix);
    }

    /** One line: {@code scheduler.deadline must be between 0.01 and 0.5, but is 3; use 0.1}. */
    @Override
    public String toString() {
        return key + " " + rule + (value.isEmpty() ? "" : ", but is " + value) + "; " + fix;
    }
}
