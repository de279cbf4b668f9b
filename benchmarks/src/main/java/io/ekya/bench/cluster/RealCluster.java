/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.app.cluster.ClusterCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A cluster that is operated by the commands of {@code ekya cluster}. */
final class RealCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Path folder;
    private final List<String> startOptions;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param startOptions of {@code ekya cluster start}
     */
    RealCluster(Path folder, List<String> startOptions) {
        this.folder = folder;
        this.startOptions = List.copyOf(startOptions);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop the cluster"));
    }

    /** Starts the processes that do not run. */
    void start() {
        command("start", startOptions.toArray(String[]::new));
    }

    /** Submits a job and returns its id. */
    String submit(Path configuration, List<String> options) {
        List<String> all = new ArrayList<>(List.of(configuration.toString()));
        all.addAll(options);
        return find("(?m)^job (\\w+)$", command("submit", all.toArray(String[]::new)));
    }

    /** Ends a job with a savepoint and returns its path. */
    String savepoint(String job) {
        return find("(?m)^savepoint: (\\S+)$", command("savepoint", job, "--stop"));
    }

    private static String find(String pattern, String printed) {
        Matcher found = Pattern.compile(pattern).matcher(printed);
        if (!found.find()) {
            throw new IllegalStateException(pattern + " is missing in: " + printed);
        }
        return found.group(1);
    }

    private String command(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--folder", folder.toString()));
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text, true);
        int code =
                new CommandLine(new ClusterCommand())
                        .setOut(printer)
                        .setErr(printer)
                        .execute(all.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("ekya cluster " + name + " failed: " + text);
        }
        return text.toString();
    }

    /** Kills a process, as the system does when memory runs out. */
    void kill(String process) throws IOException, InterruptedException {
        for (JsonNode p : state().path("processes")) {
            if (p.path("name").asText().equals(process)) {
                ProcessHandle handle = ProcessHandle.of(p.path("pid").asLong()).orElseThrow();
                handle.destroyForcibly();
                while (handle.isAlive()) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                return;
            }
        }
        throw new IllegalStateException(process + " does not run");
    }

    String kafka() throws IOException {
        return "127.0.0.1:" + state().path("ports").path("kafka").asInt();
    }

    private JsonNode state() throws IOException {
        return JSON.readTree(folder.resolve("cluster.json").toFile());
    }

    /** Returns whether all tasks of a job run; false if Flink does not answer. */
    boolean isRunning(String job) throws InterruptedException {
        JsonNode now = get("/jobs/" + job);
        int tasks = 0;
        int running = 0;
        for (JsonNode vertex : now.path("vertices")) {
            tasks += vertex.path("parallelism").asInt();
            running += vertex.path("tasks").path("RUNNING").asInt();
        }
        return now.path("state").asText().equals("RUNNING") && tasks > 0 && running == tasks;
    }

    /** Returns how many checkpoints of a job are complete. */
    int checkpoints(String job) throws InterruptedException {
        return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asInt();
    }

    private JsonNode get(String path) throws InterruptedException {
        try {
            URI uri = URI.create("http://127.0.0.1:" + state().path("ports").path("web") + path);
            return JSON.readTree(
                    http.send(
                                    HttpRequest.newBuilder(uri).timeout(ANSWER).build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** Stops the processes; they would outlive this one. */
    @Override
    public void close() {
        if (Files.exists(folder.resolve("cluster.json"))) {
            command("stop");
        }
    }
}
