/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The job jar and the libraries for Flink's lib folder, as the package phase builds them. */
class JobJarITCase {
    private static final Path TARGET = Path.of("target");
    private static final Path JOB = TARGET.resolve("ekya-job.jar");
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)");
    private static final Pattern LINUX = Pattern.compile("(?i).*linux.*x86[-_]64.*|.*linux-x64.*");

    @Test
    void theJobJarHasNoNativesAndNoCommandLine() throws IOException {
        List<String> entries = entries(JOB);

        assertThat(entries)
                .contains("io/ekya/job/JobMain.class")
                .noneMatch(entry -> NATIVE.matcher(entry).matches())
                .noneMatch(entry -> entry.startsWith("io/ekya/app/"))
                .noneMatch(entry -> entry.startsWith("io/ekya/sidecar/server/"))
                .noneMatch(entry -> entry.startsWith("picocli/"))
                .noneMatch(entry -> entry.startsWith("org/apache/flink/runtime/"))
                .noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }

    @Test
    void theLibrariesHaveNativesOfOnePlatformOnly() throws IOException {
        Map<String, List<String>> natives = new TreeMap<>();
        for (Path jar : libraries()) {
            List<String> found =
                    entries(jar).stream().filter(e -> NATIVE.matcher(e).matches()).toList();
            if (!found.isEmpty()) {
                natives.put(String.valueOf(jar.getFileName()), found);
            }
        }

        assertThat(natives.keySet()).as("jars with natives").anyMatch(n -> n.contains("pytorch"));
        for (Map.Entry<String, List<String>> jar : natives.entrySet()) {
            assertThat(jar.getValue())
                    .as(jar.getKey())
                    .allMatch(entry -> LINUX.matcher(jar.getKey() + "!" + entry).matches());
        }
    }

    @Test
    void noClassIsBothInTheJobJarAndInTheLibraries() throws IOException {
        Map<String, Path> owners = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        List<Path> all = new ArrayList<>(libraries());
        all.add(JOB);
        for (Path jar : all) {
            for (String entry : entries(jar)) {
                boolean isClass = entry.endsWith(".class") && !entry.endsWith("-info.class");
                if (isClass && !entry.startsWith("META-INF/")) {
                    Path before = owners.put(entry, jar);
                    if (before != null) {
                        twice.add(entry + " in " + before + " and " + jar);
                    }
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(TARGET.resolve("flink-lib"))) {
            return jars.sorted().toList();
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
