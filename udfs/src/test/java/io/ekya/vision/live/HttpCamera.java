/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ekya.vision.TestClip;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A camera that serves MJPEG or other content over HTTP on loopback, as a script tells it. */
final class HttpCamera implements AutoCloseable {
    /** What the camera does with a connection; it is closed afterwards. */
    interface Script {
        void play(Connection connection) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private HttpCamera(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress freePort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Starts a camera that plays a script for each connection to {@code /video}. */
    static HttpCamera mjpeg(Script script) throws IOException {
        HttpCamera camera = new HttpCamera(HttpServer.create(freePort(), 0));
        camera.serveMjpeg(script);
        return camera;
    }

    /** Starts a camera with an encrypted connection. */
    static HttpCamera encryptedMjpeg(SSLContext tls, Script script) throws IOException {
        HttpsServer server = HttpsServer.create(freePort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        HttpCamera camera = new HttpCamera(server);
        camera.serveMjpeg(script);
        return camera;
    }

    private void serveMjpeg(Script script) {
        serve(
                "/video",
                exchange -> {
                    exchange.getResponseHeaders()
                            .set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
                    exchange.sendResponseHeaders(200, 0);
                    script.play(new Connection(exchange.getResponseBody()));
                });
    }

    /** Starts a camera that serves nothing yet. */
    static HttpCamera empty() throws IOException {
        return new HttpCamera(HttpServer.create(freePort(), 0));
    }

    /** Answers requests. */
    interface Answer {
        void to(HttpExchange exchange) throws Exception;
    }

    void serve(String path, Answer answer) {
        server.createContext(
                path,
                exchange -> {
                    requests.add(exchange.getRequestURI().toString());
                    @Nullable String authorization =
                            exchange.getRequestHeaders().getFirst("Authorization");
                    if (authorization != null) {
                        authorizations.add(authorization);
                    }
                    try (exchange) {
                        answer.to(exchange);
                    } catch (Exception e) {
                        throw new IOException("the client went away", e);
                    }
                });
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    LiveAddress address() {
        return LiveAddress.of(url("/video"), "", "");
    }

    Queue<String> authorizations() {
        return authorizations;
    }

    Queue<String> requests() {
        return requests;
    }

    /** One client of the camera. */
    final class Connection {
        private final OutputStream out;

        Connection(OutputStream out) {
            this.out = out;
        }

        /** Sends a picture that shows a number. */
        void frame(int number) throws IOException {
            part(TestClip.jpeg(number));
        }

        /** Sends several pictures; FFmpeg needs a few to recognise the format. */
        void frames(int... numbers) throws IOException {
            for (int number : numbers) {
                frame(number);
            }
        }

        /** Sends a part with any content. */
        void part(byte[] content) throws IOException {
            String header =
                    "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                            .formatted(content.length);
            raw(header.getBytes(StandardCharsets.US_ASCII));
            raw(content);
            raw("\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Sends frames that show 0, 1, 2, ... at a rate, until the client goes away. */
        void framesFrom(int first, double perSecond) throws Exception {
            long start = System.nanoTime();
            for (int i = 0; closed.getCount() > 0; i++) {
                frame((first + i) % 1024);
                long due = start + (long) ((i + 1) * 1e9 / perSecond);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        }

        /** Keeps the connection open without sending anything. */
        void hang() throws InterruptedException {
            closed.await();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
