/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** GStreamer's RTSP server with a test pattern, as a process on loopback that can be killed. */
public final class RtspServer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "rtsp_server.py";
    private static final String CHECK =
            "import gi; gi.require_version('GstRtspServer', '1.0');"
                    + " from gi.repository import Gst, GstRtspServer; Gst.init(None);"
                    + " exit(0 if Gst.ElementFactory.find('x264enc')"
                    + " and Gst.ElementFactory.find('rtph264pay') else 1)";

    private final Path folder;
    private final int port;
    private final Map<String, String> login;
    private final String method;
    private Process process;

    private RtspServer(Path folder, int port, Map<String, String> login, String method)
            throws IOException {
        this.folder = folder;
        this.port = port;
        this.login = login;
        this.method = method;
        this.process = launch();
    }

    /** Returns why the server cannot be started on this machine; empty if it can. */
    public static Optional<String> missing() throws IOException, InterruptedException {
        boolean found =
                Files.isExecutable(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-c", CHECK)
                                        .redirectErrorStream(true)
                                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                        .start()
                                        .waitFor()
                                == 0;
        return found
                ? Optional.empty()
                : Optional.of(
                        "GStreamer's RTSP server is not installed; on Debian: apt-get install"
                                + " python3-gi gir1.2-gst-rtsp-server-1.0"
                                + " gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
                                + " gstreamer1.0-plugins-ugly");
    }

    /**
     * Starts a server on a free port and waits until it is ready.
     *
     * @param folder of its script and its log
     * @param method of the login, basic or digest
     */
    static RtspServer start(Path folder, String user, String password, String method)
            throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (InputStream script = RtspServer.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path");
            }
            Files.copy(script, folder.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        }
        return new RtspServer(
                folder,
                port,
                Map.of("EKYA_RTSP_USER", user, "EKYA_RTSP_PASSWORD", password),
                method);
    }

    private Process launch() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        PYTHON, folder.resolve(SCRIPT).toString(), Integer.toString(port), method);
        builder.environment().putAll(login);
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()));
        Process started = builder.start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(out.readLine())) {
            throw new IOException(
                    "the RTSP server did not start: "
                            + Files.readString(folder.resolve("server.log")));
        }
        return started;
    }

    String url() {
        return "rtsp://127.0.0.1:" + port + "/live";
    }

    /** Kills the server with SIGKILL and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts a killed server again on the same port and waits until it is ready. */
    void restart() throws IOException {
        process = launch();
    }

    /** Stops the server without closing its connections (SIGSTOP). */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets a suspended server continue (SIGCONT). */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill " + signal + " failed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
