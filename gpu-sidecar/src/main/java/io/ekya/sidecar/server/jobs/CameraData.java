package io.ekya.sidecar.server.jobs;

import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StoreException;
import io.ekya.sidecar.server.store.StudentCatalog;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store has of one camera, in the form that jobs need. */
final class CameraData {
    private static final Logger LOG = LoggerFactory.getLogger(CameraData.class);

    /** Held-out labels that are older by more windows are not fresh. */
    private static final int MOST_EARLIER = 3;

    private final Store store;
    private final EvaluationSettings settings;
    private final ModelFile base;
    private final String site;
    private final String camera;

    CameraData(
            Store store, EvaluationSettings settings, ModelFile base, String site, String camera) {
        this.store = store;
        this.settings = settings;
        this.base = base;
        this.site = site;
        this.camera = camera;
    }

    /** A window's labels, divided; empty where there are none. */
    Optional<HeldOutSplit> window(long window) {
        return store.samples().window(site, camera, window).map(s -> settings.split(s.crops()));
    }

    /** As {@link #window}, but it is an error where there are none. */
    HeldOutSplit labels(long window) {
        return window(window)
                .filter(split -> split.training().count() > 0)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "window %d of camera %s has no labels to train on"
                                                .formatted(window, camera)));
    }

    /**
     * Held-out labels of the newest window from this one on that has enough of them to judge by;
     * else those of this window, and where they are too few also those of the windows before it,
     * the newest first: students were never trained on any of them.
     */
    LabelledCrops newestHeldOut(long window, LabelledCrops ofWindow) {
        return store.samples().windows(site, camera).stream()
                .filter(w -> w > window)
                .sorted((a, b) -> Long.compare(b, a))
                .flatMap(w -> window(w).stream())
                .map(HeldOutSplit::heldOut)
                .filter(held -> held.count() >= settings.minHeldOut())
                .filter(held -> held.crops().side() == ofWindow.crops().side())
                .findFirst()
                .orElseGet(() -> withEarlier(window, ofWindow));
    }

    private LabelledCrops withEarlier(long window, LabelledCrops ofWindow) {
        LabelledCrops all = ofWindow;
        for (long w = window - 1;
                w >= window - MOST_EARLIER && all.count() < settings.minHeldOut();
                w--) {
            LabelledCrops earlier =
                    window(w)
                            .map(HeldOutSplit::heldOut)
                            .filter(held -> held.crops().side() == ofWindow.crops().side())
                            .orElseGet(() -> LabelledCrops.empty(ofWindow.crops().side()));
            all = all.plus(earlier);
        }
        return all;
    }

    /** The exemplars of earlier windows, possibly none. */
    LabelledCrops exemplars(int side) {
        return store.samples()
                .exemplars(site, camera)
                .map(Samples::crops)
                .filter(e -> e.crops().side() == side)
                .orElseGet(() -> LabelledCrops.empty(side));
    }

    /**
     * What a retraining would cost by the micro-profile of its window, device-busy seconds; empty
     * where no such profile is kept.
     */
    OptionalDouble profiledSeconds(long window, String configuration) {
        try {
            return store.journal().newest(site, camera, EventKind.PROFILED).stream()
                    .filter(event -> event.isOfWindow(window))
                    .flatMap(e -> Json.read(e.payload(), ProfileResult.class).options().stream())
                    .filter(option -> option.configuration().equals(configuration))
                    .mapToDouble(ProfileResult.Option::gpuSeconds)
                    .filter(seconds -> seconds > 0)
                    .findFirst();
        } catch (MalformedException e) {
            LOG.warn("{}/{}: its profile cannot be read: {}", site, camera, e.getMessage());
            return OptionalDouble.empty();
        }
    }

    void putExemplars(LabelledCrops exemplars) {
        if (exemplars.count() > 0) {
            store.samples().putExemplars(site, camera, Samples.numbered(exemplars));
        }
    }

    /** The student in service. A damaged one was said so at the start; then the base serves. */
    ModelFile student() {
        String sha256 =
                store.students()
                        .serving(site, camera)
                        .map(StudentCatalog.Serving::sha256)
                        .orElse("");
        if (sha256.isEmpty()) {
            return base;
        }
        try {
            return store.models().get(sha256);
        } catch (StoreException e) {
            LOG.error("{}/{}: {}; the base student is used", site, camera, e.getMessage());
            return base;
        }
    }
}
