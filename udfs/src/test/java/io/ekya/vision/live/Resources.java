/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process holds.
 *
 * @param threads native threads
 * @param handles open files and sockets
 * @param bytes resident memory
 */
record Resources(long threads, long handles, long bytes) {
    private static final long MANY_BYTES = 40L << 20;

    static Resources now() {
        return new Resources(count("task"), count("fd"), Pointer.physicalBytes());
    }

    private static long count(String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self", folder))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A few of each are the server's and the JVM's own. */
    void assertNoMoreThan(Resources before) {
        assertThat(threads).as("threads").isLessThan(before.threads + 10);
        assertThat(handles).as("handles").isLessThan(before.handles + 10);
        assertThat(bytes).as("resident bytes").isLessThan(before.bytes + MANY_BYTES);
    }
}
