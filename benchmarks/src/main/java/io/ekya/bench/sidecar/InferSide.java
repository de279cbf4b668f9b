/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The inference process of the soak benchmark: fetches each published student, swaps it in,
 * classifies some crops, and writes the number of swaps to a file. Arguments: port, site, output
 * file.
 */
public final class InferSide {
    private InferSide() {}

    public static void main(String[] arguments) throws Exception {
        DjlLearner learner = new DjlLearner();
        Path output = Path.of(arguments[2]);
        Classifier serving = learner.open(TinyCamera.base());
        long swaps = 0;
        try (FlightSidecar client = new FlightSidecar("127.0.0.1", Integer.parseInt(arguments[0]));
                EventStream events = client.events(arguments[1], null, 0L)) {
            Files.writeString(output, "0");
            while (true) {
                SidecarEvent event = events.poll(Duration.ofSeconds(1));
                if (event == null || event.kind() != EventKind.PROMOTED) {
                    continue;
                }
                String sha256 = Json.read(event.payload(), RetrainResult.class).sha256();
                Classifier fresh = learner.open(client.model(String.valueOf(sha256)));
                serving.close();
                serving = fresh;
                serving.classify(TinyCamera.labels(event.requireWindow(), 8).crops());
                swaps++;
                Files.writeString(output, Long.toString(swaps));
            }
        } catch (SidecarException gone) {
            serving.close();
        }
    }
}
