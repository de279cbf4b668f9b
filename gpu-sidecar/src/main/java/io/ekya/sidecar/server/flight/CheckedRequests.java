/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.sidecar.server.flight.PutValidator.Part;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps a service to refuse requests that cannot be parsed with INVALID_ARGUMENT. gRPC itself would
 * respond UNKNOWN, as for an internal error.
 */
final class CheckedRequests {
    private static final Status OUT_OF_ORDER =
            Status.INVALID_ARGUMENT.withDescription(
                    "a put must have one schema followed by batches");

    /** Unused, and Flight would allocate memory by the lengths that its messages declare. */
    private static final String DISABLED = "DoExchange";

    private static final Logger LOG = LoggerFactory.getLogger(CheckedRequests.class);

    private CheckedRequests() {}

    /** A parsed message, or why it is malformed. */
    private sealed interface Parsed {
        /** The part is null for methods other than DoPut. */
        record Message(Object message, @Nullable Part part) implements Parsed {}

        record Malformed(Status status) implements Parsed {}
    }

    static ServerServiceDefinition of(ServerServiceDefinition service) {
        ServerServiceDefinition.Builder checked =
                ServerServiceDefinition.builder(service.getServiceDescriptor().getName());
        service.getMethods().stream()
                .filter(m -> !DISABLED.equals(m.getMethodDescriptor().getBareMethodName()))
                .forEach(method -> checked.addMethod(checked(method)));
        return checked.build();
    }

    private static <Q, A> ServerMethodDefinition<Parsed, A> checked(
            ServerMethodDefinition<Q, A> method) {
        MethodDescriptor<Q, A> plain = method.getMethodDescriptor();
        MethodDescriptor<Parsed, A> descriptor =
                plain.toBuilder(
                                new Careful<>(
                                        plain.getRequestMarshaller(),
                                        "DoPut".equals(plain.getBareMethodName())),
                                plain.getResponseMarshaller())
                        .build();
        return ServerMethodDefinition.create(descriptor, new Handler<>(plain, method));
    }

    private record Careful<Q>(Marshaller<Q> plain, boolean put) implements Marshaller<Parsed> {
        @Override
        public InputStream stream(Parsed value) {
            throw new UnsupportedOperationException("a server sends no requests");
        }

        @Override
        public Parsed parse(InputStream stream) {
            try {
                return put ? part(stream) : new Parsed.Message(plain.parse(stream), null);
            } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
                return new Parsed.Malformed(UnreadableMessage.status(e));
            }
        }

        private Parsed part(InputStream stream) throws IOException {
            byte[] message = stream.readAllBytes();
            Part part = PutValidator.check(message);
            return new Parsed.Message(plain.parse(new ByteArrayInputStream(message)), part);
        }
    }

    private record Handler<Q, A>(MethodDescriptor<Q, A> plain, ServerMethodDefinition<Q, A> method)
            implements ServerCallHandler<Parsed, A> {
        @Override
        public ServerCall.Listener<Parsed> startCall(ServerCall<Parsed, A> call, Metadata headers) {
            ServerCall.Listener<Q> inner =
                    method.getServerCallHandler().startCall(new Unwrapped<>(plain, call), headers);
            return new Gate<>(call, inner);
        }
    }

    /** Forwards messages until one is malformed. */
    private static final class Gate<Q, A> extends ServerCall.Listener<Parsed> {
        private final ServerCall<Parsed, A> call;
        private final SimpleForwardingServerCallListener<Q> inner;
        private boolean opened;
        private boolean refused;

        Gate(ServerCall<Parsed, A> call, ServerCall.Listener<Q> inner) {
            this.call = call;
            this.inner = new SimpleForwardingServerCallListener<>(inner) {};
        }

        @Override
        @SuppressWarnings("unchecked") // the message was parsed by the marshaller of Q
        public void onMessage(Parsed parsed) {
            if (refused) {
                drop(parsed);
                return;
            }
            if (parsed instanceof Parsed.Message message) {
                if (message.part() != null && opened == (message.part() == Part.SCHEMA)) {
                    drop(parsed);
                    refuse(OUT_OF_ORDER);
                    return;
                }
                opened = true;
                take((Q) message.message());
            } else if (parsed instanceof Parsed.Malformed malformed) {
                refuse(malformed.status());
            }
        }

        /** Releases the Arrow memory of a batch. */
        private static void drop(Parsed parsed) {
            if (parsed instanceof Parsed.Message message
                    && message.message() instanceof AutoCloseable batch) {
                try {
                    batch.close();
                } catch (Exception e) {
                    LOG.warn("Batch received after a refusal cannot be released", e);
                }
            }
        }

        /** Some messages turn out to be malformed only when Flight reads them. */
        private void take(Q message) {
            try {
                inner.onMessage(message);
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                refuse(UnreadableMessage.status(e));
            }
        }

        private void refuse(Status status) {
            refused = true;
            call.close(status, new Metadata());
            inner.onCancel();
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                inner.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            if (!refused) {
                inner.onCancel();
            }
        }

        @Override
        public void onComplete() {
            if (!refused) {
                inner.onComplete();
            }
        }

        @Override
        public void onReady() {
            if (!refused) {
                inner.onReady();
            }
        }
    }

    /** The call with the types of the handler. */
    private static final class Unwrapped<Q, A> extends ServerCall<Q, A> {
        private final MethodDescriptor<Q, A> plain;
        private final ServerCall<Parsed, A> call;

        Unwrapped(MethodDescriptor<Q, A> plain, ServerCall<Parsed, A> call) {
            this.plain = plain;
            this.call = call;
        }

        @Override
        public void request(int messages) {
            call.request(messages);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            call.sendHeaders(headers);
        }

        @Override
        public void sendMessage(A message) {
            call.sendMessage(message);
        }

        @Override
        public boolean isReady() {
            return call.isReady();
        }

        @Override
        public void close(Status status, Metadata trailers) {
            call.close(status, trailers);
        }

        @Override
        public boolean isCancelled() {
            return call.isCancelled();
        }

        @Override
        public void setMessageCompression(boolean enabled) {
            call.setMessageCompression(enabled);
        }

        @Override
        public void setCompression(String compressor) {
            call.setCompression(compressor);
        }

        @Override
        public Attributes getAttributes() {
            return call.getAttributes();
        }

        @Override
        public @Nullable String getAuthority() {
            return call.getAuthority();
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return plain;
        }
    }
}
