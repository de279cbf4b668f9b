/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import io.ekya.sidecar.server.store.RefusedException;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StoreException;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs the registry before the sidecar serves. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /** Replaces damaged serving students by the newest intact one of the camera, or the base. */
    static void fallBackFromDamaged(Store store) {
        for (String site : store.sites().all()) {
            for (Map.Entry<String, String> serving : store.students().serving(site).entrySet()) {
                if (!isIntact(store, serving.getValue())) {
                    String camera = serving.getKey();
                    String instead =
                            store.students().of(site, camera).stream()
                                    .map(Student::sha256)
                                    .filter(sha256 -> isIntact(store, sha256))
                                    .findFirst()
                                    .orElse("");
                    store.students().serve(site, camera, instead);
                    LOG.error(
                            "Camera {}/{} falls back to {}",
                            site,
                            camera,
                            instead.isEmpty() ? "the base student" : "student " + instead);
                }
            }
        }
    }

    private static boolean isIntact(Store store, String sha256) {
        try {
            store.models().get(sha256);
            return true;
        } catch (StoreException | RefusedException e) {
            LOG.error("{}", e.getMessage());
            return false;
        }
    }
}
