/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.WindowReport;
import org.jspecify.annotations.Nullable;

/**
 * Client of a sidecar. Every call has a deadline and throws {@link SidecarException} if it fails.
 * Thread-safe.
 */
public interface Sidecar extends AutoCloseable {

    /** Starts a new epoch of the site; commands of older epochs are refused from then on. */
    HelloReply hello(HelloRequest request);

    /**
     * Stores labelled crops of a camera's window. Idempotent: crops are identified by camera, frame
     * time and region number within the frame.
     */
    default void put(String site, String camera, long window, LabelledCrops crops) {
        put(site, camera, window, null, crops);
    }

    /**
     * As above, in an epoch.
     *
     * @param epoch of the caller; null if it is not fenced
     */
    void put(String site, String camera, long window, @Nullable Long epoch, LabelledCrops crops);

    /** Requests the micro-profile of a window whose labels are complete. */
    void profile(ProfileRequest request);

    /** Starts a retraining; idempotent by epoch, revision and camera. */
    void retrain(RetrainRequest request);

    /** Changes the share of a camera's running retraining or of a site's micro-profiling. */
    void resize(ResizeRequest request);

    /** Cancels a camera's running retraining. */
    void cancel(CancelRequest request);

    /**
     * Reports the latency of inference. Above its target, training yields within a second, for two
     * seconds. Of several sources the slowest counts.
     */
    void latency(LatencyReport report);

    /** Journals measurements of a window, so that they return as an event. */
    void report(WindowReport report);

    /** Reports that a camera has ended. Once all cameras of a site have, the site is closed. */
    void close(CloseRequest request);

    /** As above, for a caller that is not fenced. */
    default void close(String site, String camera) {
        close(new CloseRequest(site, camera, null));
    }

    /** Returns a model by its hash, which is verified. */
    ModelFile model(String sha256);

    /**
     * Reads events from an offset on, then waits for more.
     *
     * @param journal id of the journal; null for the site's current journal
     * @param from number of the first event; null for new events only
     */
    EventStream events(String site, @Nullable String journal, @Nullable Long from);

    /**
     * Retains events from a number on for a client, until it registers a later one or has not
     * registered for a week.
     *
     * @throws SidecarException OUT_OF_RANGE if that event is no longer retained or in the future
     */
    void register(String site, String client, long needed);

    /** Returns the state of the sidecar as JSON of {@link io.ekya.sidecar.api.SidecarStatus}. */
    String status();

    @Override
    void close();
}
