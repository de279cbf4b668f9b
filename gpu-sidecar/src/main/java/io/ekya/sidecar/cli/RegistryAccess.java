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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which registry a command is about: that of a running sidecar, or of a folder. Where nobody serves
 * the folder, a sidecar is opened on it for as long as the command runs.
 */
final class RegistryAccess {
    @Option(names = "--address", description = "host:port of a running sidecar")
    private @Nullable String address;

    @Option(
            names = "--folder",
            description = "Folder of a sidecar, running or not, such as out/<run>/sidecar")
    private @Nullable Path folder;

    @Option(
            names = "--token",
            defaultValue = "${env:EKYA_SIDECAR_TOKEN:-}",
            description = "Bearer token that it asks for (default: $EKYA_SIDECAR_TOKEN, or none)")
    private String token = "";

    /** What a command does with a registry. */
    interface Work {
        int with(FlightSidecar sidecar) throws IOException;
    }

    /**
     * Does it; answers the exit code.
     *
     * @throws IllegalArgumentException where neither or both are given, or the folder is none
     */
    int run(Work work) throws IOException {
        if ((address == null) == (folder == null)) {
            throw new IllegalArgumentException("give either --address or --folder");
        }
        if (address != null) {
            int colon = address.lastIndexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("--address must read host:port");
            }
            return at(
                    address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1)),
                    work);
        }
        Path there = java.util.Objects.requireNonNull(folder);
        if (!Files.isRegularFile(there.resolve("registry.db"))) {
            throw new IllegalArgumentException(
                    "%s is no folder of a sidecar: it has no registry.db".formatted(there));
        }
        return running(there) ? at("127.0.0.1", port(there), work) : opened(there, work);
    }

    private int at(String host, int port, Work work) throws IOException {
        try (FlightSidecar sidecar = new FlightSidecar(host, port, token, FlightSidecar.DEADLINE)) {
            return work.with(sidecar);
        }
    }

    private boolean running(Path there) throws IOException {
        try {
            return at("127.0.0.1", port(there), sidecar -> sidecar.students().students().size())
                    >= 0;
        } catch (NoSuchFileException | SidecarException | NumberFormatException e) {
            return false;
        }
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
