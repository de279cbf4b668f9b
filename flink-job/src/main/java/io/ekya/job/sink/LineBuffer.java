/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines that are not in the file yet; takes a limited number of bytes. */
final class LineBuffer {
    private final int capacity;
    private final List<byte[]> lines = new ArrayList<>();
    private int bytes;

    /**
     * @param capacity bytes that the lines may take
     */
    LineBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a line; returns false if it does not fit. */
    boolean offer(String line) {
        byte[] encoded = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes + encoded.length > capacity && !lines.isEmpty()) {
            return false;
        }
        lines.add(encoded);
        bytes += encoded.length;
        return true;
    }

    /** Returns all lines, each with its line separator. */
    byte[] toBytes() {
        byte[] all = new byte[bytes];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
        }
        return all;
    }

    /** Returns the lines without their separators. */
    List<String> toLines() {
        return lines.stream()
                .map(line -> new String(line, 0, line.length - 1, StandardCharsets.UTF_8))
                .toList();
    }

    void clear() {
        lines.clear();
        bytes = 0;
    }

    int bytes() {
        return bytes;
    }

    int count() {
        return lines.size();
    }
}
