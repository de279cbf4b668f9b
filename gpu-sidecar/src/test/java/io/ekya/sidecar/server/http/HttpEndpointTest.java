/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.server.flight.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpEndpointTest {
    private final CompletableFuture<Throwable> reported = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure(reported::complete);

    private HttpEndpoint endpoint(Supplier<String> health) throws IOException {
        return HttpEndpoint.open(ListenAddress.local(0), health, () -> "", failure);
    }

    private static HttpResponse<String> health(HttpEndpoint endpoint) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + "/healthz");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
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
