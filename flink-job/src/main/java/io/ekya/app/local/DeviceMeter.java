package io.ekya.app.local;

import io.ekya.app.report.DeviceSample;
import io.ekya.app.report.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Writes down once a second what both processes have used, into device.jsonl. */
final class DeviceMeter {
    private final Path file;
    private final ProcessCpu job;
    private final ProcessCpu sidecar;

    /**
     * @param sidecarPid the sidecar's process now
     */
    DeviceMeter(Path folder, LongSupplier sidecarPid) {
        this.file = folder.resolve("device.jsonl");
        this.job = new ProcessCpu(() -> ProcessHandle.current().pid(), startsWith(JOB_THREADS));
        this.sidecar = new ProcessCpu(sidecarPid, startsWith(SIDECAR_THREADS));
    }

    /** Beginnings of the names of threads that run the student and the teacher in the job. */
    private static final List<String> JOB_THREADS = List.of("infer", "teacher ");

    /** Beginnings of the names of threads that train and profile in the sidecar. */
    private static final List<String> SIDECAR_THREADS = List.of("device");

    private static Predicate<String> startsWith(List<String> beginnings) {
        return name -> beginnings.stream().anyMatch(name::startsWith);
    }

    /** Adds a line. */
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
