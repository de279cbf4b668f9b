/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A shell script in the place of NVIDIA's control command. Its daemon is a file; what it is asked
 * is written down; a file {@code servers} says which servers it has.
 */
public final class StandInTools {
    private static final String SCRIPT =
            """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 9
            if [ "$1" = "-d" ]; then
                echo "-d" >> asked
                [ -e broken ] && { echo "no device"; exit 1; }
                touch daemon
                exit 0
            fi
            while read -r question; do
                [ -e daemon ] || { echo "Cannot find MPS control daemon process"; exit 1; }
                echo "$question" >> asked
                case "$question" in
                    get_server_list) [ -e servers ] && cat servers ;;
                    set_default_active_thread_percentage*) echo "${question##* }.0" ;;
                    quit) rm daemon ;;
                    *) echo "Unknown command"; exit 1 ;;
                esac
            done
            exit 0
            """;

    private final Path folder;

    /** Tools in a folder that is made. */
    public StandInTools(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path program = Files.writeString(folder.resolve(MpsControl.PROGRAM), SCRIPT);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** An environment whose PATH finds them first. */
    public Map<String, String> environment() {
        return Map.of("PATH", folder + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /** What it was asked, in order. */
    public List<String> asked() throws IOException {
        Path file = folder.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Whether its daemon runs. */
    public boolean runs() {
        return Files.exists(folder.resolve("daemon"));
    }

    /** Ends its daemon as a crash would. */
    public void crash() throws IOException {
        Files.delete(folder.resolve("daemon"));
    }

    Path folder() {
        return folder;
    }
}
