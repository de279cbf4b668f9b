/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.testing;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls Flight methods with arbitrary bytes as messages. */
public final class RawCalls implements AutoCloseable {
    private final ManagedChannel channel;

    public RawCalls(int port) {
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

    /** An open call: its request stream and the error that ends it. */
    public record Open(StreamObserver<byte[]> requests, CompletableFuture<Throwable> end) {
        public Throwable awaitEnd() throws Exception {
            return end.get(20, TimeUnit.SECONDS);
        }
    }

    public Open open(String method) {
        MethodDescriptor<byte[], byte[]> descriptor =
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodType.BIDI_STREAMING)
                        .setFullMethodName("arrow.flight.protocol.FlightService/" + method)
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        StreamObserver<byte[]> requests =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(descriptor, CallOptions.DEFAULT),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(byte[] response) {}

                            @Override
                            public void onError(Throwable e) {
                                end.complete(e);
                            }

                            @Override
                            public void onCompleted() {
                                end.completeExceptionally(
                                        new AssertionError("the call was accepted"));
                            }
                        });
        return new Open(requests, end);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
