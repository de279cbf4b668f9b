/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.bench.overhead.Labels;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Has a sidecar retrain the base student, so that a camera has two students to swap. */
final class OtherStudent {
    private static final int FRAMES = 40;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final RetrainingConfiguration CONFIGURATION =
            new RetrainingConfiguration("all-4ep", 4, 32, 0, 0, 1.0);

    private OtherStudent() {}

    /**
     * Publishes a student for a camera before a job controls its site. The labels are classes that
     * the base student never predicts, so that the retrained one is promoted.
     *
     * @return its hash
     */
    static String publish(FlightSidecar sidecar, String site, String camera) throws IOException {
        HelloReply hello = sidecar.hello(new HelloRequest(site, List.of(camera)));
        LabelledCrops street = Labels.ofStreet(FRAMES);
        int[] shifted =
                Arrays.stream(street.labels()).map(c -> (c + 1) % ObjectClass.COUNT).toArray();
        sidecar.put(
                site, camera, 0, new LabelledCrops(street.crops(), shifted, street.timesMillis()));
        try (EventStream events = sidecar.events(site, hello.journal(), hello.nextEvent())) {
            sidecar.retrain(
                    new RetrainRequest(site, hello.epoch(), 1, camera, 0, CONFIGURATION, 1, 1));
            long end = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() < end) {
                SidecarEvent event = events.poll(Duration.ofSeconds(1));
                if (event != null && event.kind() == EventKind.PROMOTED) {
                    return String.valueOf(
                            new ObjectMapper()
                                    .readValue(event.payload(), RetrainResult.class)
                                    .sha256());
                }
            }
        }
        throw new IllegalStateException("no student was promoted within " + TIMEOUT);
    }
}
