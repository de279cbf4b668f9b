/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts, profiles and retrains a camera window after window, and records what the sidecar
 * acknowledges.
 */
final class Workload implements Runnable {
    static final String SITE = "crash";
    static final String CAMERA = "cam0";
    private static final int FRAMES = 60;

    private final int port;
    private final Acknowledged acknowledged;
    private final int windows;
    private volatile boolean stopped;

    Workload(int port, Acknowledged acknowledged, int windows) {
        this.port = port;
        this.acknowledged = acknowledged;
        this.windows = windows;
    }

    void stop() {
        stopped = true;
    }

    /** Runs until all windows are done, it is stopped, or the sidecar is gone. */
    @Override
    public void run() {
        try (FlightSidecar client = new FlightSidecar("127.0.0.1", port)) {
            HelloReply hello = client.hello(new HelloRequest(SITE, List.of(CAMERA)));
            acknowledged.epoch(hello.epoch());
            try (EventStream events = client.events(SITE, hello.journal(), hello.nextEvent())) {
                for (int window = 0; window < windows && !stopped; window++) {
                    runWindow(client, events, hello.epoch(), window);
                }
            }
        } catch (SidecarException gone) {
            // expected: the sidecar was killed
        }
    }

    private void runWindow(FlightSidecar client, EventStream events, long epoch, int window) {
        client.put(SITE, CAMERA, window, TinyCamera.labels(window, FRAMES));
        acknowledged.put();
        client.profile(
                new ProfileRequest(
                        SITE,
                        CAMERA,
                        window,
                        window,
                        0.2,
                        4 * FRAMES,
                        0.5,
                        Map.of(),
                        List.of(TinyCamera.configuration(3))));
        client.retrain(
                new RetrainRequest(
                        SITE,
                        epoch,
                        window,
                        CAMERA,
                        window,
                        TinyCamera.configuration(3 + window % 3),
                        0.9,
                        1.0));
        boolean profiled = false;
        boolean retrained = false;
        while (!stopped && !(profiled && retrained)) {
            SidecarEvent event = events.poll(Duration.ofMillis(100));
            if (event != null) {
                acknowledged.event(event);
                profiled |= event.kind() == EventKind.PROFILED;
                retrained |=
                        Set.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED, EventKind.RETRAIN_FAILED)
                                .contains(event.kind());
            }
        }
    }
}
