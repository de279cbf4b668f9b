/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import org.jspecify.annotations.Nullable;

/** A text that cannot be read as YAML. */
final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String rule;
    private final String fix;

    /**
     * @param line of the text, from 1
     * @param rule the violated rule, such as {@code repeats the key window}
     * @param fix how to correct it
     */
    YamlException(int line, String rule, String fix, @Nullable Throwable cause) {
        super("line " + line + " " + rule + "; " + fix, cause);
        this.line = line;
        this.rule = rule;
        this.fix = fix;
    }

    /** Returns the problem of a text with the given name. */
    Problem problem(String source) {
        return new Problem(source + " line " + line, "", rule, fix);
    }
}
