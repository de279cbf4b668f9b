/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.server.flight.CallCounts;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.flight.RefusedCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpEndpointTest {
    private final CompletableFuture<Throwable> reported = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure(reported::complete);

    private HttpEndpoint endpoint(Supplier<String> health) throws IOException {
        return endpoint(health, Duration.ofSeconds(10));
    }

    private HttpEndpoint endpoint(Supplier<String> health, Duration patience) throws IOException {
        return HttpEndpoint.open(
                ListenAddress.local(0),
                new HttpEndpoint.Content(health, () -> ""),
                new RefusedCalls(new CallCounts(), System::nanoTime),
                failure,
                patience);
    }

    private static HttpResponse<String> health(HttpEndpoint endpoint) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + "/healthz");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Socket send(HttpEndpoint endpoint, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void halfARequestKeepsNobodyWaitingAndIsDisconnectedInTime() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try (HttpEndpoint endpoint = endpoint(() -> "", Duration.ofMillis(500))) {
            for (int i = 0; i < 200; i++) {
                halves.add(send(endpoint, i % 2 == 0 ? "GET /heal" : "GET / HTTP/1.1\r\nHost: a"));
            }

            assertThat(health(endpoint).body()).isEqualTo("ok\n");
            for (Socket half : halves) {
                assertThat(isClosed(half)).isTrue();
            }
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void answersAClientThatHasEndedItsSideAndClosesOneThatEndsItTooSoon() throws Exception {
        try (HttpEndpoint endpoint = endpoint(() -> "", Duration.ofMinutes(5));
                Socket whole = send(endpoint, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
                Socket half = send(endpoint, "GET /heal")) {
            whole.shutdownOutput();
            half.shutdownOutput();

            assertThat(response(whole)).startsWith("HTTP/1.1 200 OK").endsWith("ok\n");
            assertThat(isClosed(half)).isTrue();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    @Test
    void aSlowAnswerKeepsOthersNotWaiting() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Supplier<String> slowAtFirst =
                () -> {
                    if (asked.getAndIncrement() == 0) {
                        awaitUninterruptibly(release);
                    }
                    return "";
                };
        try (HttpEndpoint endpoint = endpoint(slowAtFirst);
                Socket slow = send(endpoint, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")) {
            Awaitility.await().until(() -> asked.get() == 1);

            assertThat(health(endpoint).body()).isEqualTo("ok\n");
            release.countDown();
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("ok\n");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /healthz?verbose=1 HTTP/1.0 | 200",
                "POST /healthz HTTP/1.1 | 405",
                "GET /healthz/.. HTTP/1.1 | 404",
                "GET /nothing HTTP/1.1 | 404",
                "\u0001\u0002\u0003 | 400",
            })
    void answersOtherRequestsWithTheirStatus(String line, int status) throws Exception {
        try (HttpEndpoint endpoint = endpoint(() -> "");
                Socket socket = send(endpoint, line + "\r\nHost: a\r\n\r\n")) {
            assertThat(
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void refusesLinesAndHeadersWithoutEnd() throws Exception {
        try (HttpEndpoint endpoint = endpoint(() -> "");
                Socket line = send(endpoint, "GET /" + "a".repeat(8_000));
                Socket header = send(endpoint, "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(8_000))) {
            assertThat(response(line)).startsWith("HTTP/1.1 400");
            assertThat(response(header)).startsWith("HTTP/1.1 400");
            assertThat(health(endpoint).statusCode()).isEqualTo(200);
        }
    }

    /** Returns what came before the end, or 400 if the server reset a connection with more data. */
    private static String response(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            return "HTTP/1.1 400";
        }
    }

    @Test
    void reportsAPortThatIsTaken() throws Exception {
        try (HttpEndpoint endpoint = endpoint(() -> "")) {
            ListenAddress same =
                    new ListenAddress("127.0.0.1", 0, endpoint.port(), "", Optional.empty());
            assertThatThrownBy(
                            () ->
                                    HttpEndpoint.open(
                                            same,
                                            new HttpEndpoint.Content(() -> "", () -> ""),
                                            new RefusedCalls(new CallCounts(), System::nanoTime),
                                            failure))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + endpoint.port());
        }
    }

    @Test
    void reportsAnErrorOfAHandler() throws Exception {
        try (HttpEndpoint endpoint =
                endpoint(
                        () -> {
                            throw new StackOverflowError("in a test");
                        })) {
            assertThatThrownBy(() -> health(endpoint)).isInstanceOf(IOException.class);
            assertThat(reported.get(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void respondsUnavailableWhenTheHealthCheckThrows() throws Exception {
        try (HttpEndpoint endpoint =
                endpoint(
                        () -> {
                            throw new IllegalStateException("registry is closed");
                        })) {
            assertThat(health(endpoint))
                    .returns(503, HttpResponse::statusCode)
                    .returns("registry is closed\n", HttpResponse::body);
            assertThat(reported).isNotDone();
        }
    }
}
