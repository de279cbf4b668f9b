/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The class path of Flink's processes: that of the launcher without our classes and those of Kafka.
 * The job jar contains both; Flink would load the connector from its own class path but Kafka's
 * clients from the job jar, and a job could be submitted only once. The libraries with natives are
 * loaded once, by the system class loader.
 */
final class FlinkClassPath {
    private static final Pattern LEFT_OUT =
            Pattern.compile("(ekya-|kafka|flink-connector-kafka|scala-).*");

    private FlinkClassPath() {}

    /** Returns the jars of a class path that belong on Flink's. */
    static List<Path> of(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(jar -> !LEFT_OUT.matcher(String.valueOf(jar.getFileName())).matches())
                .map(Path::toAbsolutePath)
                .distinct()
                .toList();
    }
}
