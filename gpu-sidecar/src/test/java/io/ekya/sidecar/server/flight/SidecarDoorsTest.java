/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RawHttp2;
import io.ekya.sidecar.testing.RunningSidecar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What peers without a token can do to those with one: nothing. */
@Timeout(120)
class SidecarDoorsTest {
    private static final String TOKEN = "s3cret";

    @TempDir private Path folder;

    private RunningSidecar sidecar(ConnectionLimits limits) {
        return RunningSidecar.in(
                folder,
                new ListenAddress("127.0.0.1", 0, 0, TOKEN, Optional.empty()),
                new ConcurrencyLimits(16, 128, 64, Duration.ofSeconds(30), limits),
                0);
    }

    private static ConnectionLimits limits(int unproven, Duration handshake) {
        return new ConnectionLimits(2 * unproven, unproven, handshake, Duration.ofMinutes(5));
    }

    private static void callsWithTheTokenWork(RunningSidecar sidecar) {
        try (FlightSidecar another = RunningSidecar.client(sidecar.port(), TOKEN)) {
            assertThat(another.hello(new HelloRequest(SITE, List.of("cam0"))).epoch()).isPositive();
        }
    }

    @Test
    void idleConnectionsKeepNobodyOut() throws IOException {
        List<RawHttp2> idle = new ArrayList<>();
        try (RunningSidecar sidecar = sidecar(limits(32, Duration.ofMinutes(1)))) {
            sidecar.hello("cam0");
            for (int i = 0; i < 300; i++) {
                idle.add(new RawHttp2(sidecar.port()));
            }

            callsWithTheTokenWork(sidecar);
            assertThat(sidecar.hello("cam0").epoch()).isGreaterThan(1);
            await().until(
                            () -> {
                                int open = 0;
                                for (RawHttp2 peer : idle) {
                                    open += peer.isOpen() ? 1 : 0;
                                }
                                return open <= 32;
                            });
        } finally {
            for (RawHttp2 peer : idle) {
                peer.close();
            }
        }
    }

    @Test
    void aConnectionWithoutTheTokenIsClosedInTimeWhateverItSends() throws IOException {
        try (RunningSidecar sidecar = sidecar(limits(8, Duration.ofMillis(400)));
                RawHttp2 silent = new RawHttp2(sidecar.port());
                RawHttp2 greeting = new RawHttp2(sidecar.port()).greet();
                RawHttp2 calling = new RawHttp2(sidecar.port()).greet()) {
            for (int stream = 1; stream < 200; stream += 2) {
                calling.call(stream); // never ends its streams
            }

            assertThat(silent.awaitClosed()).as("silent").isTrue();
            assertThat(greeting.awaitClosed()).as("greeting").isTrue();
            assertThat(calling.awaitClosed()).as("calling").isTrue();
            callsWithTheTokenWork(sidecar);
        }
    }

    @Test
    void aConnectionIsClosedThatResetsItsStreamsAllTheTime() throws IOException {
        try (RunningSidecar sidecar = sidecar(limits(8, Duration.ofMinutes(10)));
                RawHttp2 peer = new RawHttp2(sidecar.port()).greet()) {
            boolean cut = false;
            for (int stream = 1; stream < 20_000 && !cut; stream += 2) {
                try {
                    peer.call(stream);
                    peer.frame(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                } catch (IOException e) {
                    cut = true; // closed already
                }
            }

            assertThat(cut || peer.awaitClosed()).isTrue();
            callsWithTheTokenWork(sidecar);
        }
    }

    @Test
    void aConnectionIsClosedWhoseHeadersDoNotEnd() throws IOException {
        try (RunningSidecar sidecar = sidecar(limits(8, Duration.ofMinutes(10)));
                RawHttp2 small = new RawHttp2(sidecar.port()).greet();
                RawHttp2 empty = new RawHttp2(sidecar.port()).greet();
                RawHttp2 large = new RawHttp2(sidecar.port()).greet()) {
            byte[] field = {0, 1, 'a', 1, 'b'};

            assertThat(isCut(small, field)).as("small").isTrue();
            assertThat(isCut(empty, new byte[0])).as("empty").isTrue();
            assertThat(isCut(large, large())).as("large").isTrue();
            callsWithTheTokenWork(sidecar);
        }
    }

    private static byte[] large() {
        byte[] field = new byte[130];
        field[1] = 1;
        field[2] = 'a';
        field[3] = 126;
        java.util.Arrays.fill(field, 4, field.length, (byte) 'b');
        byte[] fields = new byte[100 * field.length];
        IntStream.range(0, 100)
                .forEach(i -> System.arraycopy(field, 0, fields, i * field.length, field.length));
        return fields;
    }

    private static boolean isCut(RawHttp2 peer, byte[] continuation) throws IOException {
        peer.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers());
        try {
            for (int i = 0; i < 20_000; i++) {
                peer.frame(RawHttp2.CONTINUATION, 0, 1, continuation);
            }
        } catch (IOException e) {
            return true; // closed already
        }
        return peer.awaitClosed();
    }

    @Test
    void countsRefusedTokens() throws Exception {
        try (RunningSidecar sidecar = sidecar(ConnectionLimits.DEFAULT);
                FlightSidecar stranger = RunningSidecar.client(sidecar.port(), "guess")) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(stranger::status)
                        .isInstanceOf(SidecarException.class)
                        .hasMessageContaining("token");
            }
            callsWithTheTokenWork(sidecar);

            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:" + sidecar.httpPort() + "/metrics"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build();
            assertThat(
                            HttpClient.newHttpClient()
                                    .send(request, HttpResponse.BodyHandlers.ofString())
                                    .body())
                    .contains("ekya_calls_total{code=\"UNAUTHENTICATED\",method=\"DoAction\"} 3.0");
        }
    }

    @Test
    void manyHellosNameNoMoreCamerasThanOne() {
        try (RunningSidecar sidecar = sidecar(ConnectionLimits.DEFAULT)) {
            sidecar.hello(names("a", 6_000));

            assertThatThrownBy(() -> sidecar.hello(names("b", 6_000)))
                    .isInstanceOf(SidecarException.class)
                    .hasMessageContaining("the maximum of 10000 cameras is reached");
            assertThat(sidecar.status().sites().get(0).cameras()).hasSize(6_000);
            assertThat(sidecar.hello(names("a", 6_000)).epoch()).isEqualTo(2);
        }
    }

    private static String[] names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }
}
