/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class path of Flink's processes: that of the launcher without the classes that the job jar
 * contains. The libraries with natives are thus loaded once, by the system class loader.
 */
final class FlinkClassPath {
    private static final String OWN = "ekya-";

    private FlinkClassPath() {}

    /** Returns the jars of a class path that belong on Flink's. */
    static List<Path> of(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(jar -> !String.valueOf(jar.getFileName()).startsWith(OWN))
                .map(Path::toAbsolutePath)
                .distinct()
                .toList();
    }
}
