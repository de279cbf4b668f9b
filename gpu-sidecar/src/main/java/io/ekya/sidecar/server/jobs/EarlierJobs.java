/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.server.store.JobRegistry;
import io.ekya.sidecar.server.store.Store;
import java.util.function.Consumer;

/**
 * The jobs that an earlier process has left. Micro-profiles are repeated, unless the process ended
 * unexpectedly in two attempts, as it might do in a third; retrainings, and what cannot be read,
 * since another version has written it, are reported as failed.
 */
final class EarlierJobs {
    private static final int MAX_ATTEMPTS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Store store;
    private final JobOutcomes outcomes;
    private final String base;
    private final Consumer<ProfilingLane.Pending> repeated;

    /**
     * @param base sha256 of the base student
     * @param repeated receives the micro-profiles to repeat
     */
    EarlierJobs(
            Store store,
            JobOutcomes outcomes,
            String base,
            Consumer<ProfilingLane.Pending> repeated) {
        this.store = store;
        this.outcomes = outcomes;
        this.base = base;
        this.repeated = repeated;
    }

    void recover() {
        store.jobs().failUnknown();
        store.jobs().pending().forEach(this::recover);
    }

    private void recover(JobRegistry.Pending job) {
        switch (job.kind()) {
            case RETRAIN -> {
                JsonNode request = tree(job);
                outcomes.lost(
                        job,
                        request.path("configuration").path("id").asText("unknown"),
                        Math.max(0, Math.min(1, request.path("expectedAccuracy").asDouble())),
                        "sidecar restarted");
            }
            case PROFILE -> recoverProfile(job);
        }
    }

    private void recoverProfile(JobRegistry.Pending job) {
        if (job.attempts() >= MAX_ATTEMPTS) {
            fail(job, "the sidecar ended unexpectedly in %d attempts".formatted(job.attempts()));
            return;
        }
        try {
            repeated.accept(
                    new ProfilingLane.Pending(
                            job.id(), Json.read(job.request(), ProfileRequest.class)));
        } catch (IllegalArgumentException e) {
            fail(job, "requested in the format of another version: " + e.getMessage());
        }
    }

    private void fail(JobRegistry.Pending job, String reason) {
        String serving =
                store.students().serving(job.site(), job.camera()).map(s -> s.sha256()).orElse("");
        outcomes.lostProfile(
                job,
                tree(job).path("closedAtMillis").asLong(),
                serving.isEmpty() ? base : serving,
                reason);
    }

    private static JsonNode tree(JobRegistry.Pending job) {
        try {
            return JSON.readTree(job.request());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
