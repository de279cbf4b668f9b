/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that ends by its deadline at the latest and releases its slot exactly once. Messages of
 * its handler after the end are dropped.
 */
final class BoundedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Consumer<Status> onClose;
    private boolean headersSent;
    private boolean closed;

    BoundedCall(ServerCall<Q, A> call, Consumer<Status> onClose) {
        super(call);
        this.onClose = onClose;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!closed && !headersSent) {
            headersSent = true;
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(A message) {
        if (!closed) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!closed) {
            closed = true;
            onClose.accept(status);
            super.close(status, trailers);
        }
    }

    @Override
    public synchronized boolean isCancelled() {
        return closed || super.isCancelled();
    }

    /** Wraps the handler's listener; starts the timer of the deadline. */
    ServerCall.Listener<Q> started(
            ServerCall.Listener<Q> listener,
            Semaphore slots,
            Duration deadline,
            Function<Runnable, Future<?>> timer) {
        Watch watch = new Watch(listener, slots);
        if (!deadline.isZero()) {
            watch.timeout = timer.apply(() -> watch.expire(deadline));
        }
        return watch;
    }

    private final class Watch extends SimpleForwardingServerCallListener<Q> {
        private final Semaphore slots;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable Future<?> timeout;

        Watch(ServerCall.Listener<Q> listener, Semaphore slots) {
            super(listener);
            this.slots = slots;
        }

        private void expire(Duration deadline) {
            if (!ended.get()) {
                BoundedCall.this.close(
                        Status.DEADLINE_EXCEEDED.withDescription(
                                "the call took longer than %d s".formatted(deadline.toSeconds())),
                        new Metadata());
                super.onCancel();
            }
        }

        private boolean end() {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            slots.release();
            Future<?> watch = timeout;
            if (watch != null) {
                watch.cancel(false);
            }
            return true;
        }

        @Override
        public void onCancel() {
            if (end()) {
                synchronized (BoundedCall.this) {
                    if (!closed) {
                        closed = true;
                        onClose.accept(Status.CANCELLED);
                    }
                }
                super.onCancel();
            }
        }

        @Override
        public void onComplete() {
            if (end()) {
                super.onComplete();
            }
        }
    }
}
