/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.server.store.RefusedException;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StoreException;
import io.ekya.sidecar.server.store.StudentCatalog;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data of one camera as jobs need it. */
final class CameraData {
    private static final Logger LOG = LoggerFactory.getLogger(CameraData.class);

    /** Held-out labels of older windows are not used. */
    private static final int MAX_EARLIER_WINDOWS = 3;

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

    /** Returns the labels of a window, split; empty if there are none. */
    Optional<HeldOutSplit> window(long window) {
        return store.samples().window(site, camera, window).map(s -> settings.split(s.crops()));
    }

    /** As {@link #window}, but throws if there are none to train on. */
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
     * Returns held-out labels for an evaluation: those of the newest later window that has enough;
     * otherwise those of this window, extended by earlier windows, newest first, while they are too
     * few. Students were never trained on any of them.
     */
    LabelledCrops newestHeldOut(long window, LabelledCrops heldOut) {
        return store.samples().windows(site, camera).stream()
                .filter(w -> w > window)
                .sorted((a, b) -> Long.compare(b, a))
                .flatMap(w -> window(w).stream())
                .map(HeldOutSplit::heldOut)
                .filter(held -> held.count() >= settings.minHeldOut())
                .filter(held -> held.crops().side() == heldOut.crops().side())
                .findFirst()
                .orElseGet(() -> withEarlier(window, heldOut));
    }

    private LabelledCrops withEarlier(long window, LabelledCrops heldOut) {
        LabelledCrops all = heldOut;
        for (long w = window - 1;
                w >= window - MAX_EARLIER_WINDOWS && all.count() < settings.minHeldOut();
                w--) {
            LabelledCrops earlier =
                    window(w)
                            .map(HeldOutSplit::heldOut)
                            .filter(held -> held.crops().side() == heldOut.crops().side())
                            .orElseGet(() -> LabelledCrops.empty(heldOut.crops().side()));
            all = all.plus(earlier);
        }
        return all;
    }

    /** Returns the exemplars of earlier windows, possibly none. */
    LabelledCrops exemplars(int side) {
        return store.samples()
                .exemplars(site, camera)
                .map(Samples::crops)
                .filter(e -> e.crops().side() == side)
                .orElseGet(() -> LabelledCrops.empty(side));
    }

    /**
     * Returns the cost of a retraining estimated by the micro-profile of its window, device-busy
     * seconds; empty if there is none.
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
            LOG.warn("Profile of camera {}/{} cannot be read: {}", site, camera, e.getMessage());
            return OptionalDouble.empty();
        }
    }

    /** Returns whether retrainings choose exemplars. */
    boolean keepsExemplars() {
        return settings.exemplars() > 0;
    }

    void putExemplars(LabelledCrops exemplars) {
        if (exemplars.count() > 0) {
            store.samples().putExemplars(site, camera, Samples.numbered(exemplars));
        }
    }

    /** Returns the hash of the serving student, whether its file can be read or not. */
    String servingSha256() {
        return store.students()
                .serving(site, camera)
                .map(StudentCatalog.Serving::sha256)
                .filter(sha256 -> !sha256.isEmpty())
                .orElse(base.sha256());
    }

    /** Returns the serving student; the base student if its file is damaged or missing. */
    ModelFile student() {
        String sha256 = servingSha256();
        if (sha256.equals(base.sha256())) {
            return base;
        }
        try {
            return store.models().get(sha256);
        } catch (StoreException | RefusedException e) {
            LOG.error(
                    "Student of camera {}/{} cannot be read; using the base student: {}",
                    site,
                    camera,
                    e.getMessage());
            return base;
        }
    }
}
