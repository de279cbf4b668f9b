/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.app.progress.Terminal;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.cli.TokenFile;
import io.ekya.sidecar.client.FlightSidecar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What other users of the machine and web pages can do to a local run: nothing. */
@Timeout(300)
class LocalRunSecurityITCase {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Pattern WEB_UI = Pattern.compile("web UI at (http://127.0.0.1:\\d+)");
    private static final String FOREIGN = "http://example.org";

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "synthetic:", fps: 5, width: 160, height: 96, objects: 3}
            window: {seconds: 5, count: 2}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            retraining: {epochs: [1]}
            flink: {webPort: 0}
            """;

    private final Path folder;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final HttpClient http = HttpClient.newHttpClient();

    LocalRunSecurityITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void thePortsAndFoldersOfARunAreClosedToOthers() throws Exception {
        JobConfig config =
                new ConfigLoader()
                        .parse(
                                "test",
                                CONFIG,
                                List.of("output.folder=" + folder, "output.run=run"));
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(config));
        try {
            await().atMost(TIMEOUT).until(() -> code.isDone() || webUi() != null);

            assertTheWebUiChangesNothing(String.valueOf(webUi()));
            assertTheSidecarRequiresItsToken();
            assertFoldersArePrivate();
        } finally {
            assertThat(code.get(120, TimeUnit.SECONDS))
                    .as(() -> screen.toString(StandardCharsets.UTF_8))
                    .isZero();
        }
        assertThat(folder.resolve("run/events.jsonl"))
                .content()
                .as("the job itself has the token")
                .contains("\"kind\":\"HELLO\"");
    }

    private int run(JobConfig config) {
        try {
            return new LocalRun(
                            config,
                            new Terminal(
                                    new PrintStream(screen, true, StandardCharsets.UTF_8), false))
                    .execute();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private @org.jspecify.annotations.Nullable String webUi() {
        Matcher line = WEB_UI.matcher(screen.toString(StandardCharsets.UTF_8));
        return line.find() ? line.group(1) : null;
    }

    private void assertTheWebUiChangesNothing(String ui) throws Exception {
        String upload =
                """
                --b\r
                Content-Disposition: form-data; name="jarfile"; filename="a.jar"\r
                Content-Type: application/x-java-archive\r
                \r
                x\r
                --b--\r
                """;
        HttpResponse<String> uploaded =
                send(
                        HttpRequest.newBuilder(URI.create(ui + "/jars/upload"))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(BodyPublishers.ofString(upload)));
        assertThat(uploaded.statusCode()).as(uploaded.body()).isBetween(400, 499);
        assertThat(send(HttpRequest.newBuilder(URI.create(ui + "/jars")).GET()).statusCode())
                .as("jars can neither be listed nor run")
                .isEqualTo(404);

        HttpResponse<String> features =
                send(
                        HttpRequest.newBuilder(URI.create(ui + "/config"))
                                .header("Origin", FOREIGN)
                                .GET());
        assertThat(features.headers().allValues("access-control-allow-origin")).containsExactly(ui);
        JsonNode enabled = new ObjectMapper().readTree(features.body()).path("features");
        assertThat(enabled.path("web-submit").asBoolean(true)).isFalse();
        assertThat(enabled.path("web-cancel").asBoolean(true)).isFalse();
        assertThat(enabled.path("web-rescale").asBoolean(true)).isFalse();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void assertTheSidecarRequiresItsToken() throws IOException {
        Path sidecar = folder.resolve("run/sidecar");
        int port = Integer.parseInt(Files.readString(sidecar.resolve("port")).strip());
        String token = TokenFile.read(sidecar);
        try (FlightSidecar stranger = new FlightSidecar("127.0.0.1", port)) {
            assertThatThrownBy(stranger::students).isInstanceOf(SidecarException.class);
        }
        try (FlightSidecar owner =
                new FlightSidecar("127.0.0.1", port, token, FlightSidecar.DEADLINE)) {
            assertThat(owner.students()).isNotNull();
        }
        assertThat(commandLines())
                .as("command lines of the sidecar")
                .isNotEmpty()
                .noneMatch(line -> line.contains(token));
    }

    private List<String> commandLines() {
        return ProcessHandle.current()
                .children()
                .map(LocalRunSecurityITCase::commandLine)
                .filter(line -> line.contains("--folder=" + folder))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private void assertFoldersArePrivate() throws IOException {
        assertThat(permissions("run")).isEqualTo("rwx------");
        assertThat(permissions("run/sidecar")).isEqualTo("rwx------");
        assertThat(permissions("run/sidecar/token")).isEqualTo("rw-------");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
