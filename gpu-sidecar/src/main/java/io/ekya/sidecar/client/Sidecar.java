package io.ekya.sidecar.client;

import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
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
 * The sidecar as its callers see it. Every call has a deadline; a call that cannot be carried out
 * throws {@link SidecarException}. Safe for use by several threads.
 */
public interface Sidecar extends AutoCloseable {

    /** Obtains a new epoch for the site; commands of older epochs are refused from now on. */
    HelloReply hello(HelloRequest request);

    /**
     * Stores labelled crops of a camera's window; upserts by (camera, frame time, region number
     * among that time's crops), so that a repeated put changes nothing.
     */
    void put(String site, String camera, long window, LabelledCrops crops);

    /** Says that a window's labels are complete, and asks for the micro-profile of its camera. */
    void profile(ProfileRequest request);

    /** Starts a retraining; the same (epoch, revision, camera) again is without effect. */
    void retrain(RetrainRequest request);

    /** Changes the share of the camera's running retraining, or of its site's profiling. */
    void resize(ResizeRequest request);

    /** Ends the camera's running retraining without result. */
    void cancel(CancelRequest request);

    /**
     * Says how late inference is: where it is too late, training yields within a second, for two
     * seconds. Of several sources the one that is latest counts.
     */
    void latency(LatencyReport report);

    /** Journals what the job measured in a window, so that it returns as an event. */
    void report(WindowReport report);

    /**
     * Says that a camera has ended; when all of a site's have, the site is closed and journaled.
     */
    void close(String site, String camera);

    /** A model by its hash, checked against it. */
    ModelFile model(String sha256);

    /**
     * Reads events from an offset on, then waits for more.
     *
     * @param journal id of the journal; null for the site's current journal
     * @param from number of the first event; null for new events only
     */
    EventStream events(String site, @Nullable String journal, @Nullable Long from);

    /**
     * Keeps events from a number on for a client, until it registers a later one or a week passes
     * without a word from it.
     *
     * @throws SidecarException OUT_OF_RANGE where that event is not kept any more, or yet to come
     */
    void register(String site, String client, long needed);

    /** What the sidecar is doing, as JSON for people and for reconciliation. */
    String status();

    @Override
    void close();
}
