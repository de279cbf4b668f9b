/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SidecarHttpTest {
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(RunningSidecar sidecar, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.httpPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesHealthAndMetrics(@TempDir Path folder) throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            sidecar.hello("cam0");
            sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 2));
            assertThat(get(sidecar, "/healthz").body()).isEqualTo("ok\n");
            HttpResponse<String> metrics = get(sidecar, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/plain; version=0.0.4");
            assertThat(metrics.body().lines())
                    .contains(
                            "ekya_gpus 1.0",
                            "ekya_epoch{site=\"site\"} 1.0",
                            "ekya_student_sequence{camera=\"cam0\",site=\"site\"} 0.0",
                            "ekya_calls_total{code=\"OK\",method=\"DoPut\"} 1.0",
                            "ekya_jobs{kind=\"retrain\"} 0.0")
                    .allMatch(
                            line ->
                                    line.startsWith("# ")
                                            || line.matches(
                                                    "[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? [0-9.E-]+"));
            assertThat(get(sidecar, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theTokenForMetricsAdmitsToNothingElse(@TempDir Path folder) throws Exception {
        ListenAddress both =
                new ListenAddress("127.0.0.1", 0, 0, "s3cret", "scraper", Optional.empty());
        try (RunningSidecar sidecar =
                        RunningSidecar.in(folder, both, ConcurrencyLimits.DEFAULT, 0);
                FlightSidecar scraper = RunningSidecar.client(sidecar.port(), "scraper")) {
            String[] tokens = {"scraper", "s3cret", "other", ""};
            int[] statuses = new int[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                statuses[i] =
                        get(sidecar, "/metrics", "Authorization", "Bearer " + tokens[i])
                                .statusCode();
            }
            assertThat(statuses).containsExactly(200, 200, 401, 401);
            assertThatThrownBy(scraper::status).hasMessageContaining("token");
            assertThatThrownBy(() -> scraper.hello(new HelloRequest(SITE, List.of("cam0"))))
                    .hasMessageContaining("token");
        }
    }

    @Test
    void metricsRequireTheTokenButHealthDoesNot(@TempDir Path folder) throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.in(folder, 0, 0, "s3cret")) {
            assertThat(get(sidecar, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(sidecar, "/metrics").statusCode()).isEqualTo(401);
            assertThat(get(sidecar, "/metrics", "Authorization", "Bearer s3cret").statusCode())
                    .isEqualTo(200);
        }
    }
}
