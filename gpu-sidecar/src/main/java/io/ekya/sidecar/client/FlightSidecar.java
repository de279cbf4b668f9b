/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.CurationRequest;
import io.ekya.sidecar.api.EventsQuery;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Ids;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.ModelRows;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.RegisterRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SampleRows;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarAction;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.api.StudentList;
import io.ekya.sidecar.api.WindowReport;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.AsyncPutListener;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Client over Arrow Flight. It connects at the first call and reconnects when the sidecar is back;
 * meanwhile calls fail with UNAVAILABLE within half a second.
 */
public final class FlightSidecar implements Sidecar, StudentRegistry {
    /** Default deadline of a call. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final long MEMORY = 512L << 20;
    private static final int MAX_MESSAGE = 64 << 20;

    private final BufferAllocator allocator = new RootAllocator(MEMORY);
    private final ManagedChannel channel;
    private final Connection connection;
    private final FlightClient client;
    private final Duration deadline;
    private final HeaderCallOption headers;
    private final Function<byte[], ModelFile> reader;

    /**
     * Creates a client with a deadline of 5 s and without token.
     *
     * @param host name or address of the sidecar
     */
    public FlightSidecar(String host, int port) {
        this(host, port, "", DEADLINE);
    }

    /**
     * Creates a client.
     *
     * @param token bearer token of the sidecar; empty if it requires none
     * @param deadline of every call except event streams
     */
    public FlightSidecar(String host, int port, String token, Duration deadline) {
        this(host, port, token, deadline, null, ModelFile::read);
    }

    /**
     * Creates a client that uses TLS.
     *
     * @param trusted PEM file with trusted certificates: the sidecar's own or its authority's
     * @throws IllegalArgumentException if they cannot be read
     */
    public FlightSidecar(String host, int port, String token, Duration deadline, Path trusted) {
        this(host, port, token, deadline, trusted, ModelFile::read);
    }

    public FlightSidecar(
            String host,
            int port,
            String token,
            Duration deadline,
            @Nullable Path trusted,
            Function<byte[], ModelFile> reader) {
        this.channel = channel(host, port, trusted);
        this.connection = new Connection(channel);
        this.client = FlightGrpcUtils.createFlightClient(allocator, channel);
        this.deadline = deadline;
        FlightCallHeaders values = new FlightCallHeaders();
        if (!token.isEmpty()) {
            values.insert("authorization", "Bearer " + token);
        }
        this.headers = new HeaderCallOption(values);
        this.reader = reader;
    }

    private static ManagedChannel channel(String host, int port, @Nullable Path trusted) {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress(host, port).maxInboundMessageSize(MAX_MESSAGE);
        if (trusted == null) {
            return builder.usePlaintext().build();
        }
        try {
            return builder.sslContext(
                            GrpcSslContexts.forClient().trustManager(trusted.toFile()).build())
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "certificates %s cannot be used: %s".formatted(trusted, e.getMessage()), e);
        }
    }

    @Override
    public HelloReply hello(HelloRequest request) {
        return Json.read(act(SidecarAction.HELLO, Json.bytes(request)), HelloReply.class);
    }

    @Override
    public void put(
            String site, String camera, long window, @Nullable Long epoch, LabelledCrops crops) {
        if (crops.count() == 0) {
            return;
        }
        Samples samples = checked(() -> Samples.numbered(crops));
        List<String> path =
                new ArrayList<>(List.of("samples", site, camera, Long.toString(window)));
        if (epoch != null) {
            path.add(Long.toString(epoch));
        }
        FlightDescriptor descriptor = FlightDescriptor.path(path);
        call(
                () -> {
                    AsyncPutListener answer = new AsyncPutListener();
                    try (VectorSchemaRoot root = SampleRows.write(samples, allocator)) {
                        FlightClient.ClientStreamListener out =
                                client.startPut(descriptor, root, answer, options());
                        out.putNext();
                        out.completed();
                        out.getResult();
                    }
                    return true;
                });
    }

    @Override
    public void profile(ProfileRequest request) {
        act(SidecarAction.PROFILE, Json.bytes(request));
    }

    @Override
    public void retrain(RetrainRequest request) {
        act(SidecarAction.RETRAIN, Json.bytes(request));
    }

    @Override
    public void resize(ResizeRequest request) {
        act(SidecarAction.RESIZE, Json.bytes(request));
    }

    @Override
    public void cancel(CancelRequest request) {
        act(SidecarAction.CANCEL, Json.bytes(request));
    }

    @Override
    public void report(WindowReport report) {
        act(SidecarAction.REPORT, Json.bytes(report));
    }

    @Override
    public void close(CloseRequest request) {
        act(SidecarAction.CLOSE, Json.bytes(request));
    }

    @Override
    public ModelFile model(String sha256) {
        Ticket ticket = ticket(ModelRows.PREFIX + checked(() -> Ids.checkedSha256(sha256)));
        byte[] bytes =
                call(
                        () -> {
                            ByteArrayOutputStream out = new ByteArrayOutputStream();
                            try (FlightStream stream = client.getStream(ticket, options())) {
                                while (stream.next()) {
                                    ModelRows.read(stream.getRoot(), out);
                                }
                            }
                            return out.toByteArray();
                        });
        ModelFile model = checked(() -> reader.apply(bytes));
        if (!model.sha256().equals(sha256)) {
            throw new SidecarException(
                    Reason.REFUSED,
                    "model %s was received with hash %s".formatted(sha256, model.sha256()));
        }
        return model;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The stream is opened at the first poll.
     */
    @Override
    public EventStream events(String site, @Nullable String journal, @Nullable Long from) {
        Ticket ticket = ticket(new EventsQuery(site, journal, from).ticket());
        return new FlightEventStream(() -> call(() -> client.getStream(ticket, headers)));
    }

    @Override
    public StudentList students() {
        return Json.read(act(SidecarAction.STUDENTS, new byte[0]), StudentList.class);
    }

    @Override
    public ServingChange rollBack(String site, String camera, @Nullable String sha256) {
        return curate(SidecarAction.ROLLBACK, new CurationRequest(site, camera, sha256, false));
    }

    @Override
    public ServingChange pin(String site, String camera, boolean pinned) {
        return curate(SidecarAction.PIN, new CurationRequest(site, camera, null, pinned));
    }

    @Override
    public ServingChange purge(String site, String camera) {
        return curate(SidecarAction.PURGE, new CurationRequest(site, camera, null, false));
    }

    private ServingChange curate(SidecarAction action, CurationRequest request) {
        return Json.read(act(action, Json.bytes(request)), ServingChange.class);
    }

    @Override
    public void latency(LatencyReport report) {
        act(SidecarAction.LATENCY, Json.bytes(report));
    }

    @Override
    public void register(String site, String client, long needed) {
        act(SidecarAction.REGISTER, Json.bytes(new RegisterRequest(site, client, needed)));
    }

    @Override
    public String status() {
        return new String(act(SidecarAction.STATUS, new byte[0]), StandardCharsets.UTF_8);
    }

    private byte[] act(SidecarAction action, byte[] body) {
        return call(
                () -> {
                    Iterator<Result> answers =
                            client.doAction(new Action(action.wireName(), body), options());
                    byte[] answer = answers.next().getBody();
                    while (answers.hasNext()) {
                        answers.next();
                    }
                    return answer;
                });
    }

    private CallOption[] options() {
        return new CallOption[] {
            CallOptions.timeout(deadline.toMillis(), TimeUnit.MILLISECONDS), headers
        };
    }

    private static Ticket ticket(String text) {
        return new Ticket(text.getBytes(StandardCharsets.UTF_8));
    }

    private <T> T call(Callable<T> call) {
        try {
            connection.awaitAfterFailure();
            return call.call();
        } catch (Exception e) {
            throw FlightFailures.of(e);
        }
    }

    private static <T> T checked(Supplier<T> check) {
        try {
            return check.get();
        } catch (MalformedException e) {
            throw new SidecarException(Reason.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new SidecarException(Reason.REFUSED, "malformed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            client.close();
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        allocator.close();
    }
}
