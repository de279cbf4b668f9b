package io.ekya.bench.sidecar;

import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.List;

/** What a sidecar has told its client, and therefore must not lose. */
final class Acknowledged {
    private final List<SidecarEvent> events = new ArrayList<>();
    private long epoch;
    private int puts;

    synchronized void event(SidecarEvent event) {
        events.add(event);
    }

    synchronized void epoch(long given) {
        epoch = given;
    }

    synchronized void put() {
        puts++;
    }

    /** All of it until now. */
    synchronized Until until() {
        return new Until(List.copyOf(events), epoch, puts);
    }

    /** What was told until some moment; puts are counted only. */
    record Until(List<SidecarEvent> events, long epoch, int puts) {}
}
