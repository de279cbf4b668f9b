/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script ekya in a checkout without sources, with a stand-in for Java. */
class LauncherTest {
    private static final List<String> MODULES =
            List.of("udfs", "gpu-sidecar", "flink-job", "benchmarks");
    private static final String JAVA =
            """
            #!/bin/sh
            case "$1" in
              -XshowSettings*) echo "    java.specification.version = 17" ;;
              *) echo "LC_ALL=${LC_ALL:-} started" ;;
            esac
            """;

    @TempDir private Path folder;
    private Path home;

    @BeforeEach
    void makeACheckout() throws IOException {
        home = Files.createDirectory(folder.resolve("checkout"));
        Files.copy(Path.of("..", "ekya"), home.resolve("ekya"));
        Files.writeString(home.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "");
        }
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        open(java);
        open(folder);
        open(home);
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void built(String classPath) throws IOException {
        Path target = Files.createDirectory(home.resolve("benchmarks/target"));
        Files.writeString(target.resolve("maven-args.txt"), "\n");
        Files.writeString(target.resolve("classpath.txt"), classPath);
    }

    private String run(List<String> prefix, Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("bash", home.resolve("ekya").toString(), "demo"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("LC_.*|LANG|EKYA_.*"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Path output = folder.resolve("output.txt");
        Process process = builder.redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL, C, C.UTF-8",
        "LANG, POSIX, C.UTF-8",
        "TERM, dumb, C.UTF-8",
        "LC_ALL, de_DE.UTF-8, de_DE.UTF-8",
        "LANG, de_DE.ISO-8859-1, ''"
    })
    void replacesALocaleWithoutLetters(String name, String value, String locale) throws Exception {
        built(home.resolve("pom.xml").toString());

        assertThat(run(List.of(), Map.of(name, value))).endsWith("LC_ALL=" + locale + " started\n");
    }

    @Test
    void namesTheUserOfACheckoutThatCannotBeBuilt() throws Exception {
        List<String> stranger = List.of("setpriv", "--reuid=65534", "--clear-groups");
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(Path.of("/usr/bin/setpriv")).exists();
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        String jar = Files.writeString(closed.resolve("library.jar"), "").toString();
        built(jar);

        assertThat(run(stranger, Map.of()))
                .contains("it has to be built, since its class path has " + jar)
                .contains(home.resolve("udfs") + " belongs to root and you cannot write to it");
    }
}
