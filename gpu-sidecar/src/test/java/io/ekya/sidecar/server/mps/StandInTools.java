/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A shell script that replaces NVIDIA's control command. The file {@code daemon} exists while its
 * daemon runs, {@code commands} records the commands received, and {@code servers} lists the
 * process ids of servers.
 */
public final class StandInTools {
    private static final String SCRIPT =
            """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 9
            if [ "$1" = "-d" ]; then
                echo "-d" >> commands
                [ -e broken ] && { echo "no device"; exit 1; }
                touch daemon
                exit 0
            fi
            while read -r command; do
                [ -e daemon ] || { echo "Cannot find MPS control daemon process"; exit 1; }
                echo "$command" >> commands
                case "$command" in
                    get_server_list) [ -e servers ] && cat servers ;;
                    set_default_active_thread_percentage*) echo "${command##* }.0" ;;
                    quit) rm daemon ;;
                    *) echo "Unknown command"; exit 1 ;;
                esac
            done
            exit 0
            """;

    private final Path folder;

    /** Creates the script in a folder, which is created. */
    public StandInTools(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path program = Files.writeString(folder.resolve(MpsControl.PROGRAM), SCRIPT);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Returns an environment with the script first on the PATH. */
    public Map<String, String> environment() {
        return Map.of("PATH", folder + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /** Returns the commands received, in order. */
    public List<String> commands() throws IOException {
        Path file = folder.resolve("commands");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Returns whether the daemon runs. */
    public boolean isRunning() {
        return Files.exists(folder.resolve("daemon"));
    }

    /** Simulates a crash of the daemon. */
    public void crash() throws IOException {
        Files.delete(folder.resolve("daemon"));
    }

    Path folder() {
        return folder;
    }
}
