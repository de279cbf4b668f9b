/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * Client of Flink's REST API. Methods throw an {@link IOException} if Flink does not answer, and a
 * {@link CommandFailure} with Flink's reason if it refuses.
 */
final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(90);
    private static final int FIRST_ERROR_CODE = 400;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String address;

    /**
     * Creates a client.
     *
     * @param address of the web UI, such as http://127.0.0.1:8081
     */
    FlinkRest(String address) {
        this.address = address;
    }

    static ObjectNode body() {
        return JSON.createObjectNode();
    }

    JsonNode get(String path) throws IOException {
        return send("GET", path, HttpRequest.newBuilder().GET());
    }

    JsonNode post(String path, JsonNode body) throws IOException {
        return send(
                "POST",
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    JsonNode patch(String path) throws IOException {
        return send(
                "PATCH", path, HttpRequest.newBuilder().method("PATCH", BodyPublishers.noBody()));
    }

    void delete(String path) throws IOException {
        send("DELETE", path, HttpRequest.newBuilder().DELETE());
    }

    /** Uploads a job jar and returns its id. */
    String upload(Path jar) throws IOException {
        String boundary = UUID.randomUUID().toString();
        String head =
                """
                --%s\r
                Content-Disposition: form-data; name="jarfile"; filename="%s"\r
                Content-Type: application/x-java-archive\r
                \r
                """
                        .formatted(boundary, jar.getFileName());
        String tail = "\r\n--" + boundary + "--\r\n";
        JsonNode answer =
                send(
                        "POST",
                        "/jars/upload",
                        HttpRequest.newBuilder()
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(
                                        BodyPublishers.concat(
                                                BodyPublishers.ofString(head),
                                                BodyPublishers.ofFile(jar),
                                                BodyPublishers.ofString(tail))));
        return String.valueOf(Path.of(answer.path("filename").asText()).getFileName());
    }

    private JsonNode send(String method, String path, HttpRequest.Builder request)
            throws IOException {
        HttpResponse<String> answer;
        try {
            answer =
                    http.send(
                            request.uri(URI.create(address + path)).timeout(ANSWER).build(),
                            BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (answer.statusCode() == UNAVAILABLE) { // such as during an election of the leader
            throw new IOException(reason(answer.body()));
        }
        if (answer.statusCode() >= FIRST_ERROR_CODE) {
            throw new CommandFailure(
                    "Flink refused %s %s (%d): %s"
                            .formatted(method, path, answer.statusCode(), reason(answer.body())));
        }
        return answer.body().isEmpty() ? body() : JSON.readTree(answer.body());
    }

    private static String reason(String body) throws IOException {
        if (!body.startsWith("{")) {
            return body;
        }
        JsonNode errors = JSON.readTree(body).path("errors");
        return errors.isEmpty()
                ? body
                : FlinkErrors.rootCause(errors.get(errors.size() - 1).asText());
    }
}
