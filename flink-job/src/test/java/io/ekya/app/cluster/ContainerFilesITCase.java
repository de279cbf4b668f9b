/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ekya.job.JobMain;
import io.ekya.sidecar.client.FlightSidecar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files for Docker and Kubernetes, as far as they can be checked without an engine. */
@Timeout(180)
class ContainerFilesITCase {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCKER = ROOT.resolve("conf/docker");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern COPY = Pattern.compile("^COPY (?:--\\S+ )*(\\S+) (\\S+)$");

    @Test
    void everyFileThatTheImageCopiesIsBuiltAndSentToTheEngine() throws IOException {
        List<String> ignored = Files.readAllLines(DOCKER.resolve("Dockerfile.dockerignore"));
        Map<String, String> copies = copies();

        assertThat(copies).hasSize(5);
        for (String source : copies.keySet()) {
            assertThat(ROOT.resolve(source)).as(source).exists();
            assertThat(ignored).contains("!" + source.replaceFirst("/$", ""));
        }
        assertThat(DOCKER.resolve("sidecar.sh").toFile().canExecute()).isTrue();
    }

    /** As sidecar.sh, with the image's folders in their places in the build. */
    @Test
    void theSidecarStartsWithTheImagesClassPath(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("sidecar.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(script("    (--add-opens\\S+|-Dai\\S+|-Xmx\\S+) .*"));
        command.addAll(List.of("-cp", classPath(script("    -cp \"(\\S+)\" .*").get(0))));
        command.addAll(script("    (io\\.ekya\\S+) .*"));
        command.addAll(
                List.of(
                        "--folder=" + folder.resolve("data"),
                        "--parent-pid=" + ProcessHandle.current().pid()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Path port = folder.resolve("data/port");
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> Files.exists(port) || !process.isAlive());
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            try (FlightSidecar client =
                    new FlightSidecar("127.0.0.1", Integer.parseInt(Files.readString(port)))) {
                assertThat(client.students().students()).isEmpty();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void composeRefersToFilesThatExistAndToTheSidecarsPorts() throws IOException {
        JsonNode compose = YAML.readTree(DOCKER.resolve("compose.yaml").toFile());
        JsonNode services = compose.path("services");

        for (JsonNode service : services) {
            boolean isFlink = service.path("<<").asText().equals("flink"); // a merge key
            JsonNode common = isFlink ? compose.path("x-flink") : service;
            assertThat(common.path("network_mode").asText()).isEqualTo("host");
            for (JsonNode volume : common.path("volumes")) {
                String source = volume.asText().split(":", -1)[0];
                if (source.startsWith(".") && isPartOfThisBuild(source)) {
                    assertThat(DOCKER.resolve(source).normalize()).exists();
                }
            }
        }
        List<String> job = texts(services.path("jobmanager").path("command"));
        assertThat(job).containsSubsequence("--job-classname", JobMain.class.getName());
        assertThat(job.indexOf("--set"))
                .as("Flink would take --config for its own --configDir")
                .isPositive()
                .isLessThan(job.indexOf("--config"));
        assertSidecarAgrees(texts(services.path("sidecar").path("command")), job);
    }

    @Test
    void theDeploymentRefersToTheImagesFilesAndToTheSidecarsPorts() throws IOException {
        JsonNode spec = resource("FlinkDeployment").path("spec");
        JsonNode job = spec.path("job");

        assertThat(copies().values()).contains(job.path("jarURI").asText().substring(8));
        assertThat(job.path("entryClass").asText()).isEqualTo(JobMain.class.getName());
        JsonNode sidecar =
                spec.path("taskManager")
                        .path("podTemplate")
                        .path("spec")
                        .path("containers")
                        .path(1);
        assertThat(copies().values()).contains(sidecar.path("command").path(0).asText());
        assertSidecarAgrees(texts(sidecar.path("args")), texts(job.path("args")));
        int metrics = sidecar.path("ports").path(0).path("containerPort").asInt();
        assertThat(texts(sidecar.path("args"))).contains("--http-port=" + metrics);
        assertThat(resource("Service").path("spec").path("ports").path(0).path("port").asInt())
                .isEqualTo(metrics);
        assertThat(sidecar.path("readinessProbe").path("httpGet").path("port").asInt())
                .isEqualTo(metrics);
        assertThat(resource("PersistentVolumeClaim").path("metadata").path("name").asText())
                .isEqualTo(
                        spec.path("podTemplate")
                                .path("spec")
                                .path("volumes")
                                .path(0)
                                .path("persistentVolumeClaim")
                                .path("claimName")
                                .asText());
    }

    @Test
    void theDeploymentHasTheJvmOptionsAndTheMemoryOfTheShippedConfiguration(@TempDir Path folder)
            throws IOException {
        Configuration shipped = FlinkConfigFile.shipped(folder);
        Configuration deployed = new Configuration();
        JsonNode spec = resource("FlinkDeployment").path("spec");
        spec.path("flinkConfiguration")
                .properties()
                .forEach(e -> deployed.setString(e.getKey(), e.getValue().asText()));
        deployed.setString(
                "taskmanager.memory.process.size",
                spec.path("taskManager").path("resource").path("memory").asText());

        assertThat(deployed.get(CoreOptions.FLINK_JVM_OPTIONS))
                .isEqualTo(shipped.get(CoreOptions.FLINK_JVM_OPTIONS));
        assertThat(TaskExecutorProcessUtils.processSpecFromConfig(deployed).getTaskHeapSize())
                .isEqualTo(
                        TaskExecutorProcessUtils.processSpecFromConfig(shipped).getTaskHeapSize());
    }

    /** The configuration in the ConfigMap is a valid one. */
    @Test
    void theDeploymentsJobConfigurationIsValid() throws IOException {
        String yaml = resource("ConfigMap").path("data").path("job.yaml").asText();

        assertThat(
                        new io.ekya.job.config.ConfigLoader()
                                .parse("conf/kubernetes/ekya.yaml", yaml, List.of())
                                .cameras())
                .isNotEmpty();
    }

    private static void assertSidecarAgrees(List<String> sidecar, List<String> job) {
        assertThat(sidecar).contains("--port=8815").anyMatch(a -> a.startsWith("--http-port="));
        assertThat(job).contains("sidecar.address=127.0.0.1:8815");
        new picocli.CommandLine(new io.ekya.sidecar.cli.SidecarCommand())
                .parseArgs(
                        sidecar.stream()
                                .map(a -> a.replaceAll("\\$\\{\\w+:-([^}]*)}", "$1"))
                                .toArray(String[]::new));
    }

    /**
     * The folders of monitoring come from another change; once they are there, they are checked.
     */
    private static boolean isPartOfThisBuild(String source) {
        Path folder = DOCKER.resolve(source).normalize();
        return Files.isDirectory(ROOT.resolve("conf").resolve(ROOT.relativize(folder).getName(1)));
    }

    private static List<String> script(String line) throws IOException {
        Pattern pattern = Pattern.compile(line);
        List<String> found =
                Files.readAllLines(DOCKER.resolve("sidecar.sh")).stream()
                        .map(pattern::matcher)
                        .filter(Matcher::matches)
                        .map(match -> match.group(1))
                        .toList();
        assertThat(found).as(line).isNotEmpty();
        return found;
    }

    private static String classPath(String ofTheImage) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : ofTheImage.split(":", -1)) {
            boolean isFolder = entry.endsWith("/*");
            String path = isFolder ? entry.substring(0, entry.length() - 1) : entry;
            String source =
                    copies().entrySet().stream()
                            .filter(copy -> copy.getValue().equals(path))
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElseThrow();
            entries.add(ROOT.resolve(source) + (isFolder ? "/*" : ""));
        }
        // what Flink's own lib folder has and the sidecar uses: logging
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(
                        jar ->
                                jar.matches(
                                        ".*/(slf4j-api|log4j-(api|core|slf4j2-impl))-[^/]*\\.jar"))
                .forEach(entries::add);
        return entries.stream().collect(Collectors.joining(":"));
    }

    /** Sources and destinations of the Dockerfile. */
    private static Map<String, String> copies() throws IOException {
        return Files.readAllLines(DOCKER.resolve("Dockerfile")).stream()
                .map(COPY::matcher)
                .filter(Matcher::matches)
                .collect(
                        Collectors.toMap(
                                m -> m.group(1), m -> m.group(2), (a, b) -> a, TreeMap::new));
    }

    private static JsonNode resource(String kind) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class)
                        .readValues(ROOT.resolve("conf/kubernetes/ekya.yaml").toFile())) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
