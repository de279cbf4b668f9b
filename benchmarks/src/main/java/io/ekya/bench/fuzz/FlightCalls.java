/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.client.FlightSidecar;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Malformed calls to a sidecar, with valid ones in between. */
final class FlightCalls implements AutoCloseable {
    private static final String SITE = "fuzz";
    private static final String CAMERA = "good";
    private static final int VALID_EVERY = 100;

    /** Where the samples of valid calls are, below the sidecar's folder. */
    static final String SAMPLES = "samples/" + SITE + "/" + CAMERA;

    private final FlightSidecar client;
    private final RawFlight raw;
    private final BadCalls bad;
    private final Map<String, Map<Status.Code, Integer>> responses = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int valid;
    private int served;

    /**
     * @param client of a sidecar, closed with these calls
     * @param port of the sidecar
     */
    FlightCalls(FlightSidecar client, int port, RandomGenerator random, String token) {
        this.client = client;
        this.raw = new RawFlight(port);
        this.bad = new BadCalls(random, token);
        client.hello(new HelloRequest(SITE, List.of(CAMERA)));
    }

    void run(int calls) throws Exception {
        for (int i = 1; i <= calls; i++) {
            send(bad.next());
            if (i % VALID_EVERY == 0) {
                validCall();
            }
        }
    }

    private void send(BadCall call) throws Exception {
        Status.Code code = raw.send(call);
        responses
                .computeIfAbsent(call.kind(), kind -> new TreeMap<>())
                .merge(code, 1, Integer::sum);
        if (!call.expected().contains(code)) {
            wrong.add(
                    "%s was answered with %s, expected one of %s"
                            .formatted(call.kind(), code, call.expected()));
        }
    }

    /** Puts samples and asks for the status. */
    void validCall() {
        LabelledCrops crops = BadPuts.samples(1).crops();
        client.put(SITE, CAMERA, valid / 10, crops);
        valid++;
        if (client.status().contains("\"" + CAMERA + "\"")) {
            served++;
        }
    }

    /** Returns the answers that were not expected. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    int valid() {
        return valid;
    }

    int served() {
        return served;
    }

    /** Prints the answers by the kind of the call. */
    void print() {
        responses.forEach((kind, codes) -> System.out.printf("%-14s %s%n", kind, codes));
    }

    @Override
    public void close() throws InterruptedException {
        raw.close();
        client.close();
    }
}
