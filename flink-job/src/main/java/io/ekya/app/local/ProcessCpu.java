/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * CPU time of a process and of its threads that run models, as accounted by the operating system
 * ({@code /proc} on Linux). If the process is replaced by another one, the time of the first
 * remains included. Without {@code /proc}, the whole process counts as model work.
 */
final class ProcessCpu {
    /** Unit of the times in /proc, seconds (USER_HZ is 100 on Linux). */
    private static final double TICK_SECONDS = 0.01;

    private final LongSupplier pid;
    private final Predicate<String> model;
    private final Map<Path, Double> threads = new HashMap<>();
    private long lastPid = -1;
    private double lastTotal;
    private double totalSeconds;
    private double modelSeconds;

    /**
     * @param pid returns the current process id
     * @param model whether a thread with this name (at most its first 15 characters) runs models
     */
    ProcessCpu(LongSupplier pid, Predicate<String> model) {
        this.pid = pid;
        this.model = model;
    }

    double totalSeconds() {
        return totalSeconds;
    }

    double modelSeconds() {
        return modelSeconds;
    }

    /** Adds the CPU time used since the last call. */
    void sample() {
        long now = pid.getAsLong();
        if (now != lastPid) {
            lastPid = now;
            lastTotal = 0;
            threads.clear();
        }
        ProcessHandle.of(now)
                .flatMap(p -> p.info().totalCpuDuration())
                .map(Duration::toMillis)
                .ifPresent(millis -> addTotal(millis / 1000.0));
        Path tasks = Path.of("/proc", Long.toString(now), "task");
        if (!Files.isDirectory(tasks)) {
            modelSeconds = Files.isDirectory(Path.of("/proc")) ? modelSeconds : totalSeconds;
            return;
        }
        Set<Path> seen = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                seen.add(task);
                addThread(task);
            }
        } catch (IOException e) {
            return; // the process has ended
        }
        threads.keySet().retainAll(seen);
    }

    private void addTotal(double seconds) {
        totalSeconds += Math.max(0, seconds - lastTotal);
        lastTotal = seconds;
    }

    private void addThread(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            // "tid (name) state ...": the name may contain any character, so fields are counted
            // from the last bracket; utime and stime are the 12th and 13th after it.
            int end = stat.lastIndexOf(')');
            String[] fields = stat.substring(end + 2).split(" ");
            double seconds =
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_SECONDS;
            double before = threads.getOrDefault(task, 0.0);
            threads.put(task, seconds);
            if (model.test(stat.substring(stat.indexOf('(') + 1, end))) {
                modelSeconds += Math.max(0, seconds - before);
            }
        } catch (IOException | RuntimeException e) {
            threads.remove(task); // the thread has ended
        }
    }
}
