/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a server. A connection is unproven until a call with the token comes. All
 * threads may call it.
 */
public final class Connections {
    private final ConnectionLimits limits;
    private final LongSupplier nanoTime;
    private final RefusedCalls refused;
    private final Map<SocketAddress, Channel> open = new HashMap<>();
    private final Map<SocketAddress, Long> unproven = new LinkedHashMap<>(); // oldest first

    /**
     * @param nanoTime monotonic clock
     * @param refused counts the connections that are closed
     */
    public Connections(ConnectionLimits limits, LongSupplier nanoTime, RefusedCalls refused) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.refused = refused;
    }

    /** Takes a new connection; returns false if there is no room for it. */
    boolean accept(Channel channel) {
        SocketAddress peer = channel.remoteAddress();
        if (peer == null) {
            return false; // it is closed already
        }
        Channel evicted = null;
        synchronized (this) {
            boolean full = open.size() >= limits.connections();
            if (full || unproven.size() >= limits.unproven()) {
                evicted = removeOldest();
                if (evicted == null && full) {
                    refused.add("connection", peer);
                    return false;
                }
            }
            open.put(peer, channel);
            unproven.put(peer, nanoTime.getAsLong() + limits.handshake().toNanos());
        }
        channel.closeFuture().addListener(closed -> remove(peer, channel));
        if (evicted != null) {
            refused.add("connection", peer);
            close(evicted);
        }
        return true;
    }

    /** Makes room; returns null if there is no unproven connection that can be closed yet. */
    private @Nullable Channel removeOldest() {
        for (SocketAddress peer : unproven.keySet()) {
            Channel channel = open.get(peer);
            if (channel != null && channel.isRegistered()) {
                unproven.remove(peer);
                return open.remove(peer);
            }
        }
        return null;
    }

    private synchronized void remove(SocketAddress peer, Channel channel) {
        if (open.remove(peer, channel)) { // not a later one with the same address
            unproven.remove(peer);
        }
    }

    /** Records that a call with the token came from this address. */
    public synchronized void proven(SocketAddress peer) {
        unproven.remove(peer);
    }

    /** Closes the connections whose time for the token is over. */
    public void closeOverdue() {
        List<Channel> overdue = new ArrayList<>();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            Iterator<Map.Entry<SocketAddress, Long>> entries = unproven.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<SocketAddress, Long> entry = entries.next();
                if (now - entry.getValue() < 0) {
                    break; // and all that follow are younger
                }
                entries.remove();
                Channel channel = open.remove(entry.getKey());
                if (channel != null) {
                    overdue.add(channel);
                }
            }
        }
        for (Channel channel : overdue) {
            refused.add("connection", channel.remoteAddress());
            close(channel);
        }
    }

    synchronized int count() {
        return open.size();
    }

    /** Closes a connection without HTTP/2's farewell, which waits for calls and for the peer. */
    private static void close(Channel channel) {
        if (channel.isRegistered()) {
            channel.eventLoop()
                    .execute(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
        } else {
            channel.unsafe().closeForcibly();
        }
    }
}
