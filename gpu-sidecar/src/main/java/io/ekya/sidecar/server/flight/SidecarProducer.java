/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.api.CurationRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.EventsQuery;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.ModelRows;
import io.ekya.sidecar.api.RegisterRequest;
import io.ekya.sidecar.api.SampleRows;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.api.SidecarAction;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.server.jobs.JobEngine;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StudentCuration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.ActionType;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The sidecar's Flight protocol: put {@code samples/<site>/<camera>/<window>[/<epoch>]}; {@link
 * SidecarAction}s with JSON bodies; get {@code events?…} and {@code model/<sha256>}. Changes are
 * durable before a call returns.
 */
public final class SidecarProducer extends NoOpFlightProducer implements AutoCloseable {
    private final Store store;
    private final JobEngine engine;
    private final Supplier<SidecarStatus> status;
    private final StudentCuration curation;
    private final EventTail tail;
    private final BufferAllocator allocator;
    private final ThreadFailure failure;

    public SidecarProducer(
            Store store,
            JobEngine engine,
            StudentCuration curation,
            Supplier<SidecarStatus> status,
            BufferAllocator allocator,
            ThreadFailure failure) {
        this.failure = failure;
        this.store = store;
        this.engine = engine;
        this.status = status;
        this.curation = curation;
        this.tail = new EventTail(store.journal(), allocator);
        this.allocator = allocator;
    }

    @Override
    public void listActions(CallContext context, StreamListener<ActionType> listener) {
        for (SidecarAction action : SidecarAction.values()) {
            listener.onNext(new ActionType(action.wireName(), action.description()));
        }
        listener.onCompleted();
    }

    @Override
    public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
        try {
            listener.onNext(new Result(reply(action(action.getType()), action.getBody())));
            listener.onCompleted();
        } catch (RuntimeException e) {
            listener.onError(ErrorStatus.of(e));
        } catch (Error e) {
            failure.report(e);
            listener.onError(ErrorStatus.of(e));
        }
    }

    private static SidecarAction action(String type) {
        return SidecarAction.of(type)
                .orElseThrow(
                        () ->
                                new MalformedException(
                                        "action must be one of "
                                                + Arrays.stream(SidecarAction.values())
                                                        .map(SidecarAction::wireName)
                                                        .toList()));
    }

    private byte[] reply(SidecarAction action, byte[] body) {
        switch (action) {
            case HELLO -> {
                HelloRequest r = RequestParser.hello(body);
                return Json.bytes(engine.hello(r));
            }
            case STATUS -> {
                return Json.bytes(status.get());
            }
            case STUDENTS -> {
                return Json.bytes(curation.list());
            }
            case ROLLBACK -> {
                CurationRequest r = RequestParser.curation(body);
                return Json.bytes(
                        engine.curate(
                                r.site(),
                                r.camera(),
                                "the camera was rolled back",
                                () -> curation.rollBack(r.site(), r.camera(), r.sha256())));
            }
            case PIN -> {
                CurationRequest r = RequestParser.curation(body);
                return Json.bytes(
                        engine.curate(
                                r.site(),
                                r.camera(),
                                null,
                                () -> curation.pin(r.site(), r.camera(), r.pinned())));
            }
            case PURGE -> {
                CurationRequest r = RequestParser.curation(body);
                return Json.bytes(
                        engine.curate(
                                r.site(),
                                r.camera(),
                                "the camera was purged",
                                () -> curation.purge(r.site(), r.camera())));
            }
            case REGISTER -> {
                RegisterRequest r = RequestParser.register(body);
                store.journal().register(r.site(), r.client(), r.needed());
            }
            case PROFILE -> engine.profile(RequestParser.profile(body));
            case RETRAIN -> engine.retrain(RequestParser.retrain(body));
            case RESIZE -> engine.resize(RequestParser.resize(body));
            case CANCEL -> engine.cancel(RequestParser.cancel(body));
            case LATENCY -> engine.latency(RequestParser.latency(body));
            case REPORT -> report(RequestParser.report(body));
            case CLOSE -> store.sites().close(RequestParser.close(body));
        }
        return Json.bytes(Map.of());
    }

    private void report(WindowReport r) {
        store.transaction(
                () -> {
                    store.sites().checkEpoch(r.site(), r.epoch());
                    store.sites().activate(r.site(), r.camera());
                    return store.journal()
                            .append(r.site(), EventKind.REPORTED, r.camera(), r.window(), r);
                });
    }

    @Override
    public Runnable acceptPut(
            CallContext context, FlightStream stream, StreamListener<PutResult> ack) {
        return () -> {
            try {
                put(stream);
                ack.onCompleted();
            } catch (RuntimeException e) {
                ack.onError(ErrorStatus.of(e));
            } catch (Error e) {
                failure.report(e);
                ack.onError(ErrorStatus.of(e));
            }
        };
    }

    /** Reads the path only after the first batch, since Flight waits for it without limit. */
    private void put(FlightStream stream) {
        if (!next(stream)) {
            throw new MalformedException("a put must have at least one row");
        }
        FlightDescriptor descriptor = stream.getDescriptor();
        boolean pathless = descriptor == null || descriptor.isCommand();
        List<String> path = pathless ? List.of() : descriptor.getPath();
        boolean isPath = path.size() == 4 || path.size() == 5;
        if (!isPath || !path.get(0).equals("samples")) {
            throw new MalformedException("path must be samples/<site>/<camera>/<window>[/<epoch>]");
        }
        String site = path.get(1);
        String camera = path.get(2);
        long window = number("window", path.get(3));
        RequestParser.checkWindow(site, camera, window);
        @Nullable Long epoch = path.size() == 5 ? (Long) number("epoch", path.get(4)) : null;
        RequestParser.checkEpoch(epoch);
        Samples samples = samples(stream);
        store.sites().checkEpoch(site, epoch);
        store.sites().activate(site, camera);
        store.samples().put(site, camera, window, samples);
    }

    /**
     * Reads all samples of a put. How much memory that takes is up to the client, so running out of
     * it fails the call only.
     */
    private static Samples samples(FlightStream stream) {
        try {
            return Samples.merged(batches(stream));
        } catch (OutOfMemoryError e) {
            throw UnreadableMessage.failure(e);
        }
    }

    /** Reads the current batch and those that follow. */
    private static List<Samples> batches(FlightStream stream) {
        List<Samples> batches = new ArrayList<>();
        int rows = 0;
        long bytes = 0;
        do {
            Samples batch = SampleRows.read(stream.getRoot());
            rows += batch.count();
            bytes += batch.crops().crops().bgr().length;
            if (rows > SampleRows.MAX_ROWS || bytes > SampleRows.MAX_BYTES) {
                throw new MalformedException(
                        "a put must have at most %d rows and %d bytes of crops"
                                .formatted(SampleRows.MAX_ROWS, SampleRows.MAX_BYTES));
            }
            batches.add(batch);
        } while (next(stream));
        return batches;
    }

    private static boolean next(FlightStream stream) {
        try {
            return stream.next();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw UnreadableMessage.failure(e);
        }
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(name + " must be a number", e);
        }
    }

    @Override
    public void getStream(CallContext context, Ticket ticket, ServerStreamListener out) {
        String text = new String(ticket.getBytes(), StandardCharsets.UTF_8);
        try {
            if (text.startsWith(EventsQuery.PREFIX)) {
                tail.send(EventsQuery.parse(text), out);
                if (tail.closing()) {
                    out.error(shuttingDown());
                } else {
                    out.completed();
                }
            } else if (text.startsWith(ModelRows.PREFIX)) {
                model(text.substring(ModelRows.PREFIX.length()), out);
            } else {
                throw new MalformedException("ticket must be events?… or model/<sha256>");
            }
        } catch (InterruptedException e) {
            out.error(shuttingDown());
        } catch (RuntimeException e) {
            out.error(ErrorStatus.of(e));
        } catch (Error e) {
            failure.report(e);
            out.error(ErrorStatus.of(e));
        }
    }

    private static FlightRuntimeException shuttingDown() {
        return CallStatus.UNAVAILABLE
                .withDescription("the sidecar is shutting down")
                .toRuntimeException();
    }

    /** Ends the event streams. */
    @Override
    public void close() {
        tail.close();
    }

    private void model(String sha256, ServerStreamListener out) {
        byte[] bytes = store.models().get(sha256).bytes();
        try (VectorSchemaRoot root = VectorSchemaRoot.create(ModelRows.SCHEMA, allocator)) {
            out.start(root);
            for (int chunk = 0; chunk < ModelRows.chunks(bytes); chunk++) {
                ModelRows.write(bytes, chunk, root);
                out.putNext();
            }
            out.completed();
        }
    }
}
