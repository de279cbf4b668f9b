/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JobManager and one TaskManager as separate processes, started from Flink's jars. */
final class StandaloneCluster implements AutoCloseable {

    private static final String JOB_MANAGER =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private final Path folder;
    private final String classPath;
    private final int restPort;
    private final List<Process> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * Starts a cluster.
     *
     * @param jars its class path: Flink and the libraries that the job expects there
     */
    StandaloneCluster(Path folder, List<Path> jars, int slots) throws IOException {
        this.folder = folder;
        this.restPort = freePort();
        this.classPath = jars.stream().map(Path::toString).collect(Collectors.joining(":"));
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("config.yaml"), configuration(slots));
        start("jobmanager", JOB_MANAGER, conf);
        start("taskmanager", TASK_MANAGER, conf);
    }

    private String configuration(int slots) throws IOException {
        return """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        web.upload.dir: %s
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: %d
        taskmanager.cpu.cores: 2
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.framework.off-heap.size: 128m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 192m
        taskmanager.memory.jvm-overhead.max: 192m
        taskmanager.memory.task.heap.size: 512m
        taskmanager.memory.task.off-heap.size: 128m
        taskmanager.memory.network.min: 64m
        taskmanager.memory.network.max: 64m
        taskmanager.memory.managed.size: 16m
        execution.checkpointing.dir: %s
        """
                .formatted(
                        freePort(),
                        restPort,
                        Files.createDirectories(folder.resolve("upload")),
                        slots,
                        Files.createDirectories(folder.resolve("checkpoints")).toUri());
    }

    /** Returns the names of the TaskManager's threads that execute code of this project. */
    List<String> ekyaThreads() throws IOException {
        Process dump =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(processes.get(1).pid()),
                                "Thread.print")
                        .redirectErrorStream(true)
                        .start();
        String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("Full thread dump");
        return Stream.of(text.split("\\R\\R"))
                .map(String::strip)
                .filter(thread -> thread.startsWith("\"") && thread.contains("\tat io.ekya."))
                .map(thread -> thread.substring(1, thread.indexOf('"', 1)))
                .toList();
    }

    private void start(String name, String mainClass, Path conf) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-cp",
                        classPath,
                        mainClass,
                        "--configDir",
                        conf.toString()));
        processes.add(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(name).toFile())
                        .start());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Returns the output of a process so far. */
    String logOf(String name) throws IOException {
        return Files.readString(log(name));
    }

    /** Returns the number of registered slots, 0 while the cluster starts. */
    int slots() {
        try {
            return get("/overview").path("slots-total").asInt();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Uploads a job jar and returns its id. */
    String upload(Path jar) throws IOException {
        String boundary = "ekya-boundary";
        byte[] head =
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        JsonNode reply =
                send(
                        HttpRequest.newBuilder(uri("/jars/upload"))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(
                                        BodyPublishers.concat(
                                                BodyPublishers.ofByteArray(head),
                                                BodyPublishers.ofFile(jar),
                                                BodyPublishers.ofByteArray(tail))));
        return Path.of(reply.path("filename").asText()).getFileName().toString();
    }

    /** Runs an uploaded jar and returns the job's id. */
    String run(String jarId, String entryClass, List<String> arguments) throws IOException {
        String body =
                json.createObjectNode()
                        .put("entryClass", entryClass)
                        .set("programArgsList", json.valueToTree(arguments))
                        .toString();
        return send(HttpRequest.newBuilder(uri("/jars/" + jarId + "/run"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .path("jobid")
                .asText();
    }

    void cancel(String job) throws IOException {
        send(
                HttpRequest.newBuilder(uri("/jobs/" + job + "?mode=cancel"))
                        .method("PATCH", BodyPublishers.noBody()));
    }

    /** Returns the state of a job, such as RUNNING or CANCELED. */
    String state(String job) throws IOException {
        return get("/jobs/" + job).path("state").asText();
    }

    JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + restPort + path);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            var reply = http.send(request.build(), BodyHandlers.ofString());
            if (reply.statusCode() >= 300) {
                throw new IOException("HTTP " + reply.statusCode() + ": " + reply.body());
            }
            return json.readTree(reply.body().isEmpty() ? "{}" : reply.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
