/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.command.Subcommand;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.learn.BaseModels;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.server.SidecarDevice;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.DamagedRegistryException;
import io.ekya.sidecar.server.store.RegistryRepair;
import io.ekya.sidecar.server.store.Retention;
import io.ekya.sidecar.server.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sidecar}: serves until it is stopped. Prints {@code ready port=NNNN} when it serves, and
 * writes the port to {@code <folder>/port}. Exits with code 1 if one of its threads fails, and with
 * code {@value #DAMAGED} if the registry is damaged, so that another start cannot help.
 */
@CommandLine.Command(
        name = "sidecar",
        mixinStandardHelpOptions = true,
        description = "Runs micro-profiles and retrainings on the accelerator and serves students.")
public final class SidecarCommand implements Subcommand {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarCommand.class);

    static final int DAMAGED = 3;

    @Spec private CommandSpec spec;

    @Option(
            names = "--folder",
            required = true,
            description = "Folder for registry, models and samples")
    private Path folder;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Port; 0 selects a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Mixin private TokenOptions token = new TokenOptions();

    @Option(
            names = "--metrics-token-file",
            description =
                    "File with a bearer token that is sufficient for /metrics, and for nothing else"
                            + " (default: the variable EKYA_METRICS_TOKEN)")
    private @Nullable Path metricsTokenFile;

    @Option(
            names = "--http-port",
            defaultValue = "0",
            description =
                    "Port of /healthz and /metrics, under TLS if it is enabled; 0 selects a free"
                            + " one, -1 disables them"
                            + " (default: ${DEFAULT-VALUE})")
    private int httpPort;

    @Option(
            names = "--tls-certificate",
            description = "PEM file with the certificate chain; enables TLS")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            description = "PEM file with the certificate's private key (PKCS#8)")
    private @Nullable Path tlsKey;

    @Option(
            names = "--gpus",
            defaultValue = "1.0",
            description = "Device budget; on a CPU one GPU is one core (default: ${DEFAULT-VALUE})")
    private double gpus;

    @Mixin private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--exemplars",
            defaultValue = "200",
            description =
                    "Crops retained per camera from earlier windows (default: ${DEFAULT-VALUE})")
    private int exemplars;

    @Option(
            names = "--held-out",
            defaultValue = "0.25",
            description = "Fraction of labels held out for evaluation (default: ${DEFAULT-VALUE})")
    private double heldOut;

    @Option(
            names = "--min-held-out",
            defaultValue = "50",
            description =
                    "Minimum number of held-out labels for a promotion (default: ${DEFAULT-VALUE})")
    private int minHeldOut;

    @Option(
            names = "--profiling-share",
            defaultValue = "0.1",
            description =
                    "Share of a GPU for micro-profiling until it is resized (default: ${DEFAULT-VALUE})")
    private double profilingShare;

    @Option(
            names = "--checkpoint-margin",
            defaultValue = "0.02",
            description =
                    "How much more accurate than the serving student, 0 to 1, a student in training"
                            + " must be to serve as a checkpoint; 1 disables checkpoints"
                            + " (default: ${DEFAULT-VALUE})")
    private double checkpointMargin;

    @Option(
            names = "--base-student",
            defaultValue = "",
            description = "Model file of the base student (default: the built-in one)",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private String baseStudent;

    @Option(
            names = "--keep-mib",
            defaultValue = "10240",
            description =
                    "MiB for students, samples and registry; the oldest are removed first"
                            + " (default: ${DEFAULT-VALUE})")
    private long keepMib;

    @Option(
            names = "--keep-students",
            defaultValue = "50",
            description = "Students retained per camera (default: ${DEFAULT-VALUE})")
    private int keepStudents;

    @Option(
            names = "--keep-days",
            defaultValue = "30",
            description =
                    "Days for which students and events are retained (default: ${DEFAULT-VALUE})")
    private int keepDays;

    @Option(
            names = "--repair",
            description =
                    "Set a damaged registry aside in the folder damaged-N, keep what can still be"
                            + " read, and serve")
    private boolean repair;

    @Option(
            names = "--parent-pid",
            defaultValue = "0",
            description =
                    "Exit when the process with this id exits; 0 disables (default: ${DEFAULT-VALUE})")
    private long parentPid;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger exitCode = new AtomicInteger();
        ThreadFailure failure = ending(end, exitCode);
        SidecarServer server;
        try {
            if (repair) {
                RegistryRepair.run(folder).ifPresent(this::tell);
            }
            server = open(failure);
        } catch (DamagedRegistryException e) {
            tell("the sidecar cannot start: " + e.getMessage());
            return DAMAGED;
        } catch (IOException
                | StoreException
                | IllegalArgumentException
                | IllegalStateException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "the sidecar cannot start: " + e.getMessage(), e);
        }
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        DaemonThreads.named("shutdown", () -> endAndWait(end, closed), failure));
        if (parentPid != 0) {
            ProcessHandle.of(parentPid)
                    .ifPresentOrElse(p -> p.onExit().thenRun(end::countDown), end::countDown);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready port=" + server.port() + " http=" + server.httpPort());
        out.flush();
        try {
            end.await();
            server.close();
        } finally {
            closed.countDown();
        }
        return exitCode.get();
    }

    private void tell(String message) {
        LOG.error("{}", message);
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }

    /** Ends the sidecar with exit code 1 when a thread fails. */
    static ThreadFailure ending(CountDownLatch end, AtomicInteger exitCode) {
        return new ThreadFailure(
                e -> {
                    exitCode.set(1);
                    end.countDown();
                    LOG.error("A thread of the sidecar failed; the sidecar exits", e);
                });
    }

    private SidecarServer open(ThreadFailure failure) throws IOException {
        EvaluationSettings jobs =
                new EvaluationSettings(
                        heldOut, minHeldOut, exemplars, profilingShare, checkpointMargin);
        SidecarOptions options =
                new SidecarOptions(
                        folder,
                        new ListenAddress(
                                host, port, httpPort, token.token(), metricsToken(), tls()),
                        ConcurrencyLimits.DEFAULT,
                        gpus,
                        jobs,
                        new Retention(keepMib << 20, keepStudents, Duration.ofDays(keepDays)));
        ModelFile student = base();
        SidecarDevice opened = device.open(gpus, folder);
        try {
            return new SidecarServer(options, opened, student, ModelFile::read, failure);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private String metricsToken() throws IOException {
        return metricsTokenFile == null
                ? System.getenv().getOrDefault("EKYA_METRICS_TOKEN", "")
                : TokenOptions.read("--metrics-token-file", metricsTokenFile);
    }

    private Optional<ListenAddress.Tls> tls() {
        if (tlsCertificate == null || tlsKey == null) {
            if (tlsCertificate != null || tlsKey != null) {
                throw new IllegalArgumentException(
                        "--tls-certificate and --tls-key must be given together");
            }
            return Optional.empty();
        }
        return Optional.of(new ListenAddress.Tls(tlsCertificate, tlsKey));
    }

    private ModelFile base() throws IOException {
        return baseStudent.isEmpty()
                ? BaseModels.student()
                : ModelFile.read(Files.readAllBytes(Path.of(baseStudent)));
    }

    private static void endAndWait(CountDownLatch end, CountDownLatch closed) {
        end.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
