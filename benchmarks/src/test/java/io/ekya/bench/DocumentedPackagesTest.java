/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module table of docs/ARCHITECTURE.md lists every package, and only packages that exist. */
class DocumentedPackagesTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("udfs", "gpu-sidecar", "flink-job", "benchmarks");

    /** A row of the table: module, package, one line on what it holds. */
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `[a-z-]+` \\| `(io\\.ekya[a-z.]*)` \\| .{10,} \\|$", Pattern.MULTILINE);

    @Test
    void theArchitectureListsEveryPackage() throws IOException {
        assertThat(documented())
                .as("rows of the module table in docs/ARCHITECTURE.md; add a line per package")
                .isEqualTo(packages());
    }

    private static Set<String> documented() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/ARCHITECTURE.md"));
        return ROW.matcher(text)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> packages() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> sources.relativize(file.getParent()).toString())
                        .map(folder -> folder.replace('/', '.'))
                        .forEach(packages::add);
            }
        }
        return packages;
    }
}
