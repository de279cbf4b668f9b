/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Resources of a process, as reported by the operating system.
 *
 * @param residentMib resident memory, MiB
 * @param handles open file handles
 */
public record ProcessUse(double residentMib, int handles, int threads) {

    /** Returns the resources of a process now. */
    public static ProcessUse of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        double resident = 0;
        int threads = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            String[] words = line.split("\\s+");
            if (line.startsWith("VmRSS:")) {
                resident = Long.parseLong(words[1]) / 1024.0;
            } else if (line.startsWith("Threads:")) {
                threads = Integer.parseInt(words[1]);
            }
        }
        try (Stream<Path> handles = Files.list(proc.resolve("fd"))) {
            return new ProcessUse(resident, (int) handles.count(), threads);
        }
    }
}
