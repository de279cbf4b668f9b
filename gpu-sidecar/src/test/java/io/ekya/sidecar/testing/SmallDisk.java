/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a few megabytes, which can be filled; needs the rights to mount one. */
public final class SmallDisk implements AutoCloseable {
    private static final String FILLER = "filler";
    private static final int BLOCK = 4_096;

    private final Path at;

    private SmallDisk(Path at) {
        this.at = at;
    }

    /** Mounts a file system at an empty folder; skips the test where that is not allowed. */
    public static SmallDisk at(Path folder, int mebibytes) {
        boolean isMounted =
                run(
                        List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs"),
                        folder);
        Assumptions.assumeTrue(isMounted, "no file system can be mounted here");
        return new SmallDisk(folder);
    }

    private static boolean run(List<String> command, Path folder) {
        List<String> all = new ArrayList<>(command);
        all.add(folder.toString());
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public Path folder() {
        return at.resolve("data");
    }

    /** Leaves no free block. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(at.resolve(FILLER))) {
            while (true) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Frees what was filled. */
    public void free() {
        try {
            Files.deleteIfExists(at.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run(List.of("umount", "-l"), at);
    }
}
