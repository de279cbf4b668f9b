/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.command;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of child processes that run on this process's JVM, class path and, as far as they
 * concern libraries, logging or garbage collection, with its JVM flags.
 */
public final class ChildJvm {
    private static final String COLLECTOR = "-XX:+Use";

    private static final List<String> INHERITED =
            List.of(
                    "--add-opens",
                    "-Dai.djl",
                    "-Dorg.bytedeco",
                    "-Dlog4j2.",
                    "-Dekya.log=",
                    COLLECTOR);

    private ChildJvm() {}

    /**
     * Returns the command that starts a class.
     *
     * @param flags of the JVM, such as {@code -Xmx512m}; they take precedence over inherited ones
     */
    public static List<String> command(
            List<String> flags, String mainClass, List<String> arguments) {
        return command(
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                flags,
                mainClass,
                arguments);
    }

    static List<String> command(
            List<String> ownFlags, List<String> flags, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ownFlags.stream().filter(flag -> isInherited(flag, flags)).forEach(command::add);
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path").replace("::", File.pathSeparator));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** A second garbage collector would be refused. */
    private static boolean isInherited(String flag, List<String> flags) {
        boolean replaced =
                flag.startsWith(COLLECTOR) && flags.stream().anyMatch(f -> f.startsWith(COLLECTOR));
        return !replaced && INHERITED.stream().anyMatch(flag::startsWith);
    }
}
