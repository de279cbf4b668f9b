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

/** Puts, profiles and retrains a camera window after window, and notes what it is told. */
final class Workload implements Runnable {
    static final String SITE = "crash";
    static final String CAMERA = "cam0";
    private static final int FRAMES = 60;

    private final int port;
    private final Acknowledged told;
    private final int windows;
    private volatile boolean stopped;

    Workload(int port, Acknowledged told, int windows) {
        this.port = port;
        this.told = told;
        this.windows = windows;
    }

    void stop() {
        stopped = true;
    }

    /** Until the windows are through, it is stopped, or the sidecar has gone. */
    @Override
    public void run() {
        try (FlightSidecar client = new FlightSidecar("127.0.0.1", port)) {
            HelloReply hello = client.hello(new HelloRequest(SITE, List.of(CAMERA)));
            told.epoch(hello.epoch());
            try (EventStream events = client.events(SITE, hello.journal(), hello.nextEvent())) {
                for (int window = 0; window < windows && !stopped; window++) {
                    play(client, events, hello.epoch(), window);
                }
            }
        } catch (SidecarException gone) {
            // as it is meant to be: the sidecar was killed
        }
    }

    private void play(FlightSidecar client, EventStream events, long epoch, int window) {
        client.put(SITE, CAMERA, window, TinyCamera.labels(window, FRAMES));
        told.put();
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
                told.event(event);
                profiled |= event.kind() == EventKind.PROFILED;
                retrained |=
                        Set.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED, EventKind.RETRAIN_FAILED)
                                .contains(event.kind());
            }
        }
    }
}
