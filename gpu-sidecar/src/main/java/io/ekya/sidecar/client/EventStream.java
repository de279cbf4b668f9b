package io.ekya.sidecar.client;

import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A live tail of the journal. Used by one thread, but {@link #cancel} may come from another. */
public interface EventStream extends AutoCloseable {

    /**
     * The next event, or null where none came within the time.
     *
     * @throws SidecarException where the tail is broken: open it again from the next offset
     */
    @Nullable SidecarEvent poll(Duration timeout);

    /** Makes a poll that waits return null at once; the stream goes on. */
    void cancel();

    @Override
    void close();
}
