/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends arbitrary bytes as messages of Flight methods. */
final class RawFlight implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 20;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    RawFlight(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sends a call and returns its status code; DEADLINE_EXCEEDED if it hangs. */
    Status.Code send(BadCall bad) throws Exception {
        MethodDescriptor<byte[], byte[]> method =
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodType.BIDI_STREAMING)
                        .setFullMethodName("arrow.flight.protocol.FlightService/" + bad.method())
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build();
        ClientCall<byte[], byte[]> call =
                channel.newCall(
                        method,
                        CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        CompletableFuture<Status> end = new CompletableFuture<>();
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + bad.token());
        call.start(new Listener(call, end), headers);
        call.request(1);
        for (byte[] message : bad.messages()) {
            if (!end.isDone()) {
                call.sendMessage(message);
            }
        }
        if (!end.isDone()) {
            call.halfClose();
        }
        return end.get(2 * DEADLINE_SECONDS, TimeUnit.SECONDS).getCode();
    }

    private static final class Listener extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> call;
        private final CompletableFuture<Status> end;

        Listener(ClientCall<byte[], byte[]> call, CompletableFuture<Status> end) {
            this.call = call;
            this.end = end;
        }

        @Override
        public void onMessage(byte[] response) {
            call.request(1);
        }

        @Override
        public void onClose(Status status, @Nullable Metadata trailers) {
            end.complete(status);
        }
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(2, TimeUnit.SECONDS);
    }
}
