/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.learn.BaseModels;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Access to the registry of a running sidecar or of a folder. If no sidecar serves the folder, one
 * is opened on it while the command runs.
 */
final class RegistryAccess {
    @Option(names = "--address", description = "host:port of a running sidecar")
    private @Nullable String address;

    @Option(
            names = "--folder",
            description = "Folder of a sidecar, running or stopped, such as out/<run>/sidecar")
    private @Nullable Path folder;

    @Mixin private TokenOptions options = new TokenOptions();

    private String token = "";

    /** Work of a command. */
    interface Work {
        int with(FlightSidecar sidecar) throws IOException;
    }

    /**
     * Runs the work; returns the exit code.
     *
     * @throws IllegalArgumentException if not exactly one of address and folder is given, or the
     *     folder does not belong to a sidecar
     */
    int run(Work work) throws IOException {
        if ((address == null) == (folder == null)) {
            throw new IllegalArgumentException(
                    "exactly one of --address and --folder must be given");
        }
        token = options.token();
        if (address != null) {
            int colon = address.lastIndexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("--address must have the form host:port");
            }
            return at(
                    address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1)),
                    work);
        }
        Path there = java.util.Objects.requireNonNull(folder);
        if (!Files.isRegularFile(there.resolve("registry.db"))) {
            throw new IllegalArgumentException(
                    "--folder must be a sidecar's folder, but %s has no registry.db"
                            .formatted(there));
        }
        return running(there) ? at("127.0.0.1", port(there), work) : opened(there, work);
    }

    private int at(String host, int port, Work work) throws IOException {
        try (FlightSidecar sidecar = new FlightSidecar(host, port, token, FlightSidecar.DEADLINE)) {
            return work.with(sidecar);
        }
    }

    /**
     * Returns whether a sidecar serves the folder, and keeps the token that it accepts: the given
     * one or the one in the folder. A sidecar that refuses both runs as well: its registry must not
     * be opened a second time.
     */
    private boolean running(Path there) throws IOException {
        SidecarException refused = null;
        for (String candidate : List.of(token, TokenFile.read(there))) {
            token = candidate;
            try {
                return at("127.0.0.1", port(there), sidecar -> sidecar.students().students().size())
                        >= 0;
            } catch (NoSuchFileException | NumberFormatException e) {
                return false;
            } catch (SidecarException e) {
                if (e.reason() == SidecarException.Reason.UNAVAILABLE) {
                    return false;
                }
                refused = e;
            }
        }
        throw new IllegalArgumentException(
                "the sidecar that serves %s refused the call (%s); give its token with --token-file"
                        .formatted(
                                there, refused == null ? "no reason given" : refused.getMessage()));
    }

    private static int port(Path there) throws IOException {
        return Integer.parseInt(Files.readString(there.resolve("port")).strip());
    }

    private int opened(Path there, Work work) throws IOException {
        SidecarOptions options =
                new SidecarOptions(
                        there,
                        new ListenAddress("127.0.0.1", 0, -1, token, Optional.empty()),
                        ConcurrencyLimits.DEFAULT,
                        1.0,
                        EvaluationSettings.DEFAULT,
                        Retention.DEFAULT);
        try (SidecarServer server =
                new SidecarServer(
                        options, new DjlLearner(), BaseModels.student(), ModelFile::read)) {
            return at("127.0.0.1", server.port(), work);
        }
    }
}
