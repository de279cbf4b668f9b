/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Starts and stops the processes of a cluster. */
final class Cluster {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(15);

    private final ClusterFolder folder;
    private final Consumer<String> print;
    private final Waiting waiting;

    /**
     * Creates a view of the cluster in a folder.
     *
     * @param print receives progress
     */
    Cluster(ClusterFolder folder, Consumer<String> print) {
        this.folder = folder;
        this.print = print;
        this.waiting = new Waiting(print);
    }

    /**
     * Starts the processes that do not run yet, and waits until they serve.
     *
     * @param classPath of Flink's processes
     * @throws CommandFailure if processes run with other settings, or a process exits
     */
    ClusterState start(ClusterSettings settings, List<Path> classPath)
            throws IOException, InterruptedException {
        folder.create();
        try (ClusterFolder.Lock lock = folder.lock()) {
            ClusterState state = prepare(settings);
            Path working = Path.of(state.workingFolder());
            for (Launch launch : new Launches(folder, settings, state.ports()).all(classPath)) {
                if (state.running(launch.name()).isPresent()) {
                    continue;
                }
                print.accept("starting " + launch.name());
                state = state.with(launch.start(folder, working));
                state.write(folder);
            }
            awaitReady(state);
            KafkaTopics topics = settings.kafka();
            if (topics != null) {
                topics.create(state.ports().kafkaAddress());
            }
            return state;
        }
    }

    private ClusterState prepare(ClusterSettings settings) throws IOException {
        Optional<ClusterState> before = ClusterState.read(folder);
        ClusterState state;
        if (before.isPresent() && before.get().anyRunning()) {
            ClusterState running = before.get();
            if (!running.settings().isCompatibleWith(settings)
                    || settings.taskManagers() < running.settings().taskManagers()) {
                throw new CommandFailure(
                        "the cluster in "
                                + folder.path()
                                + " runs with other settings; end it first with: ekya cluster stop");
            }
            state =
                    new ClusterState(
                            settings,
                            running.ports(),
                            running.workingFolder(),
                            running.processes());
        } else {
            ClusterPorts ports =
                    before.isPresent()
                            ? before.get().ports().freed(settings.sidecars())
                            : ClusterPorts.free(settings);
            state =
                    new ClusterState(
                            settings, ports, Path.of("").toAbsolutePath().toString(), List.of());
        }
        state.write(folder);
        return state;
    }

    private void awaitReady(ClusterState state) throws InterruptedException {
        FlinkRest rest = new FlinkRest(state.ports().webUi());
        waiting.until(
                READY,
                () -> {
                    failIfExited(state);
                    for (int i = 0; i < state.settings().sidecars(); i++) {
                        if (!accepts(state.ports().sidecars().get(i).flight())) {
                            return Optional.of(Launches.sidecar(i + 1) + " is starting");
                        }
                    }
                    if (state.settings().kafka() != null && !accepts(state.ports().kafka())) {
                        return Optional.of("Kafka is starting");
                    }
                    Set<String> registered = new HashSet<>();
                    for (JsonNode worker : rest.get("/taskmanagers").path("taskmanagers")) {
                        registered.add(worker.path("id").asText());
                    }
                    List<String> missing = new ArrayList<>();
                    for (ClusterProcess process : state.processes()) {
                        if (process.kind() == ProcessKind.TASK_MANAGER
                                && !registered.contains(process.name())) {
                            missing.add(process.name());
                        }
                    }
                    return missing.isEmpty()
                            ? Optional.empty()
                            : Optional.of("not yet registered: " + String.join(", ", missing));
                });
    }

    private void failIfExited(ClusterState state) {
        for (ClusterProcess process : state.processes()) {
            if (!process.isAlive()) {
                throw new CommandFailure(
                        "%s exited; see %s and %s"
                                .formatted(
                                        process.name(),
                                        folder.log(process.name()),
                                        folder.logs().resolve(process.name() + ".out")));
            }
        }
    }

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Ends the processes of the cluster, forcibly after a grace period; the data stays.
     *
     * @return how many were running
     */
    int stop() throws IOException, InterruptedException {
        ClusterState.require(folder);
        try (ClusterFolder.Lock lock = folder.lock()) {
            ClusterState state = ClusterState.require(folder);
            int ended = 0;
            ProcessKind[] kinds = ProcessKind.values();
            for (int k = kinds.length - 1; k >= 0; k--) {
                ProcessKind kind = kinds[k];
                List<ClusterProcess> processes =
                        state.processes().stream().filter(p -> p.kind() == kind).toList();
                ended += end(processes.stream().filter(ClusterProcess::isAlive).toList());
                for (ClusterProcess process : processes) {
                    state = state.without(process.name());
                }
                state.write(folder);
            }
            return ended;
        }
    }

    private int end(List<ClusterProcess> processes) throws InterruptedException {
        for (ClusterProcess process : processes) {
            print.accept("stopping " + process.name());
            process.handle().ifPresent(ProcessHandle::destroy);
        }
        try {
            waiting.until(END, () -> stillRunning(processes));
        } catch (CommandFailure e) {
            for (ClusterProcess process : processes) {
                process.handle().ifPresent(ProcessHandle::destroyForcibly);
            }
            waiting.until(END, () -> stillRunning(processes));
        }
        return processes.size();
    }

    private static Optional<String> stillRunning(List<ClusterProcess> processes) {
        List<String> names =
                processes.stream()
                        .filter(ClusterProcess::isAlive)
                        .map(ClusterProcess::name)
                        .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("still running: " + String.join(", ", names));
    }
}
