/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A live tail of the journal. Used by one thread, except for {@link #cancel}. */
public interface EventStream extends AutoCloseable {

    /**
     * Returns the next event, or null after the timeout.
     *
     * @throws SidecarException if the tail has failed: reopen it at the next offset
     */
    @Nullable SidecarEvent poll(Duration timeout);

    /** Makes a waiting poll return null immediately; the stream stays open. */
    void cancel();

    @Override
    void close();
}
