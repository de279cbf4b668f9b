/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from a later one with the same id: by its start time in clock ticks and the
 * machine's boot, neither of which changes when the clock is set. Without {@code /proc}, by its
 * start time.
 */
final class ProcessIdentity {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

    /** Index of the start time among the fields after the name; see proc(5). */
    private static final int START_FIELD = 19;

    private ProcessIdentity() {}

    /** Returns the identity of a running process; empty if there is none with this id. */
    static Optional<String> of(long pid) {
        if (!Files.isReadable(BOOT)) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().startInstant())
                    .map(start -> "started " + start.toEpochMilli());
        }
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            // "pid (name) state ...": the name may contain any character
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean exited = fields[0].equals("Z") || fields[0].equals("X");
            return exited
                    ? Optional.empty()
                    : Optional.of(
                            "boot %s tick %s"
                                    .formatted(
                                            Files.readString(BOOT).strip(), fields[START_FIELD]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
