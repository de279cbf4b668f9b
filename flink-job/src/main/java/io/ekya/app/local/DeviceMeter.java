/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.app.report.DeviceSample;
import io.ekya.app.report.JsonLines;
import io.ekya.job.sink.RolledFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Appends the CPU time of the job and the sidecar process to device.jsonl. */
final class DeviceMeter {
    /** About a week. */
    private static final long ROLL_BYTES = 64 << 20;

    private final Path file;
    private final ProcessCpu job;
    private final ProcessCpu sidecar;

    /**
     * @param sidecarPid returns the current process id of the sidecar; -1 if unknown
     */
    DeviceMeter(Path folder, LongSupplier sidecarPid) {
        this.file = folder.resolve("device.jsonl");
        this.job = new ProcessCpu(() -> ProcessHandle.current().pid(), startsWith(JOB_THREADS));
        this.sidecar = new ProcessCpu(sidecarPid, startsWith(SIDECAR_THREADS));
    }

    /** Name prefixes of the threads that run students and the teacher in the job process. */
    private static final List<String> JOB_THREADS = List.of("infer", "teacher ");

    /** Name prefixes of the threads that train and profile in the sidecar process. */
    private static final List<String> SIDECAR_THREADS = List.of("device");

    private static Predicate<String> startsWith(List<String> prefixes) {
        return name -> prefixes.stream().anyMatch(name::startsWith);
    }

    /** Reads the CPU times and appends a line. */
    void sample() {
        job.sample();
        sidecar.sample();
        DeviceSample now =
                new DeviceSample(
                        System.currentTimeMillis(),
                        job.modelSeconds(),
                        sidecar.modelSeconds(),
                        job.totalSeconds(),
                        sidecar.totalSeconds());
        try {
            if (Files.exists(file) && Files.size(file) >= ROLL_BYTES) {
                RolledFiles.roll(file);
            }
            Files.writeString(
                    file,
                    JsonLines.line(now) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
