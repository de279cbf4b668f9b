/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * Version and commit that the build wrote to {@code version.properties}, such as {@code ekya 0.2.0
 * (commit 1a2b3c4, 2026-11-25)}. The commit ends with {@code -dirty} if files had been changed
 * since, and is unknown in a build outside a git repository.
 */
final class Version implements IVersionProvider {
    private static final String UNKNOWN = "unknown";

    private final Properties properties;

    Version() throws IOException {
        this(load());
    }

    Version(Properties properties) {
        this.properties = properties;
    }

    private static Properties load() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(
                    Objects.requireNonNull(in, "version.properties is missing from the build"));
        }
        return properties;
    }

    @Override
    public String[] getVersion() {
        String commit = value("commit");
        String date = value("date");
        return new String[] {
            "ekya %s (commit %s%s)"
                    .formatted(value("version"), commit, date.equals(UNKNOWN) ? "" : ", " + date)
        };
    }

    /** The value of a key; unknown if the build did not fill it in. */
    private String value(String key) {
        String value = properties.getProperty(key, "");
        return value.isEmpty() || value.startsWith("${") ? UNKNOWN : value;
    }
}
