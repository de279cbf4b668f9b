/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the modules are built from (target/bom.json, written at package), compared with the known
 * vulnerabilities and with the licences that are compatible with Apache-2.0 as we use them.
 */
class DependenciesITCase {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("udfs", "gpu-sidecar", "flink-job", "benchmarks");

    /** A component needs one of these; GPL without the classpath exception is not among them. */
    private static final Set<String> ACCEPTED =
            Set.of(
                    "Apache-2.0",
                    "MIT",
                    "MIT-0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "CC0-1.0",
                    "Go License", // the text of BSD-3-Clause
                    "EPL-2.0",
                    "GPL-2.0-with-classpath-exception",
                    "LGPL-2.1-or-later",
                    "GNU General Public License (GPL), version 2, with the Classpath exception",
                    "GNU Lesser General Public License 2.1",
                    "(CDDL-1.0 OR GPL-2.0-with-classpath-exception)");

    private static final Map<String, Component> COMPONENTS = new TreeMap<>();

    private record Component(String name, String version, Set<String> licences) {}

    @BeforeAll
    static void readTheBillsOfMaterials() throws IOException {
        for (String module : MODULES) {
            Path file = ROOT.resolve(module).resolve("target/bom.json");
            for (JsonNode c : new ObjectMapper().readTree(file.toFile()).path("components")) {
                String name = c.path("group").asText() + ":" + c.path("name").asText();
                String version = c.path("version").asText();
                Set<String> licences = new TreeSet<>();
                c.path("licenses").forEach(licence -> licences.add(name(licence)));
                COMPONENTS.put(name + ":" + version, new Component(name, version, licences));
            }
        }
        assertThat(COMPONENTS).hasSizeGreaterThan(50);
    }

    private static String name(JsonNode licence) {
        JsonNode one = licence.path("license");
        String name = one.path("id").asText(one.path("name").asText());
        return name.isEmpty() ? licence.path("expression").asText() : name;
    }

    @Test
    void noDependencyHasAKnownVulnerability() throws IOException {
        List<String> found = new ArrayList<>();
        for (Advisory advisory : Advisory.read(ROOT.resolve(".ci/advisories.csv"))) {
            COMPONENTS.values().stream()
                    .filter(c -> advisory.affects(c.name(), c.version()))
                    .forEach(c -> found.add(advisory.id() + " " + c.name() + ":" + c.version()));
        }
        assertThat(found)
                .as("update the library, or say in .ci/advisories.csv why it is accepted")
                .isEmpty();
    }

    @Test
    void everyDependencyHasALicenceThatWeAccept() throws IOException {
        List<String> report = new ArrayList<>();
        COMPONENTS.forEach(
                (id, c) ->
                        report.add(
                                id
                                        + "  "
                                        + (c.licences().isEmpty()
                                                ? "UNKNOWN"
                                                : String.join(" or ", c.licences()))));
        Files.write(Path.of("target", "licences.txt"), report);

        assertThat(COMPONENTS.values())
                .as("see target/licences.txt")
                .allSatisfy(c -> assertThat(c.licences()).containsAnyElementsOf(ACCEPTED));
    }
}
