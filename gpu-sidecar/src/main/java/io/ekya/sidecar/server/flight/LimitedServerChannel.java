/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A listening socket whose connections are limited where they are accepted. */
public final class LimitedServerChannel extends NioServerSocketChannel {
    private static final long PAUSE_NANOS = 20_000;

    private final Connections connections;
    private @Nullable Channel newest; // used by the accepting thread only

    public LimitedServerChannel(Connections connections) {
        this.connections = connections;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        Channel last = newest;
        if (last != null && last.isOpen() && !last.isRegistered()) {
            // Only a connection that an event loop has can give way to another.
            LockSupport.parkNanos(PAUSE_NANOS);
            return 0; // the next selection continues here
        }
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            Channel channel = (Channel) accepted.get(i);
            if (!connections.accept(channel)) {
                accepted.remove(i);
                channel.unsafe().closeForcibly();
                count--;
            } else {
                newest = channel;
            }
        }
        return count;
    }
}
