/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.redaction.Redaction;

/**
 * A problem with a configuration.
 *
 * @param key dotted, such as {@code cameras.0.fps}
 * @param value as the user wrote it, with credentials redacted
 * @param rule the violated rule, such as {@code must be between 0 and 1}
 * @param fix how to correct it
 */
public record Problem(String key, String value, String rule, String fix) {

    public Problem {
        value = redacted(key, value);
        rule = Redaction.of(rule);
        fix = Redaction.of(fix);
    }

    private static String redacted(String key, String value) {
        if (Redaction.isSecret(key) && !value.isEmpty()) {
            return Redaction.MASK;
        }
        return value.contains("://") ? Redaction.ofAddress(value) : Redaction.of(value);
    }

    /** One line: {@code scheduler.deadline must be between 0.01 and 0.5, but is 3; use 0.1}. */
    @Override
    public String toString() {
        return key + " " + rule + (value.isEmpty() ? "" : ", but is " + value) + "; " + fix;
    }
}
