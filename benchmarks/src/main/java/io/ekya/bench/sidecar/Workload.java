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
 * Puts, profiles and retrains cameras window after window, beside people who roll back, pin, unpin
 * and purge, and records what the sidecar acknowledges.
 */
final class Workload implements Runnable {
    static final String SITE = "crash";
    static final String CAMERA = "cam0";

    /** The camera whose students people roll back and pin, and the one that they purge. */
    static final String CURATED = "cam1";

    static final String PURGED = "cam2";

    private static final List<String> CAMERAS = List.of(CAMERA, CURATED, PURGED);
    private static final Set<EventKind> ENDS =
            Set.of(
                    EventKind.PROMOTED,
                    EventKind.NOT_PROMOTED,
                    EventKind.RETRAIN_FAILED,
                    EventKind.CANCELLED);
    private static final int FRAMES = 60;

    private final int port;
    private final Acknowledged acknowledged;
    private final int first;
    private final int windows;
    private volatile boolean stopped;

    /**
     * @param first number of the first window; a window that was profiled before is not again
     * @param windows how many
     */
    Workload(int port, Acknowledged acknowledged, int first, int windows) {
        this.port = port;
        this.first = first;
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
            HelloReply hello = client.hello(new HelloRequest(SITE, CAMERAS));
            acknowledged.epoch(hello.epoch());
            try (EventStream events = client.events(SITE, hello.journal(), hello.nextEvent())) {
                for (int window = first; window < first + windows && !stopped; window++) {
                    runWindow(client, events, hello.epoch(), window);
                }
            }
        } catch (SidecarException gone) {
            // expected: the sidecar was killed
        }
    }

    private void runWindow(FlightSidecar client, EventStream events, long epoch, int window) {
        for (int i = 0; i < CAMERAS.size(); i++) {
            request(client, epoch, window, CAMERAS.size() * window + i, CAMERAS.get(i));
        }
        int left = 2 * CAMERAS.size(); // a profile and an end of a retraining for each camera
        boolean curated = false;
        while (!stopped && left > 0) {
            SidecarEvent event = events.poll(Duration.ofMillis(100));
            if (event == null) {
                continue;
            }
            acknowledged.event(event);
            boolean isEnd = ENDS.contains(event.kind());
            left -= isEnd || event.kind() == EventKind.PROFILED ? 1 : 0;
            if (isEnd && !curated) {
                curated = true;
                curate(client, window); // while the others are still trained
            }
        }
    }

    private void request(
            FlightSidecar client, long epoch, int window, long revision, String camera) {
        client.put(SITE, camera, window, TinyCamera.labels(window, FRAMES));
        acknowledged.put();
        client.profile(
                new ProfileRequest(
                        SITE,
                        camera,
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
                        revision,
                        camera,
                        window,
                        TinyCamera.configuration(3 + window % 3),
                        0.9,
                        1.0));
    }

    private static void curate(FlightSidecar client, int window) {
        switch (window % 4) {
            case 0 -> client.rollBack(SITE, CURATED, null);
            case 1 -> client.pin(SITE, CURATED, true);
            case 2 -> client.pin(SITE, CURATED, false);
            default -> client.purge(SITE, PURGED);
        }
    }
}
