package io.ekya.sidecar.server;

import io.ekya.sidecar.server.store.RefusedException;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StoreException;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is put right before anything is served. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /** A camera whose student's file is damaged goes back to its newest whole one, or the base. */
    static void fallBackFromDamaged(Store store) {
        for (String site : store.sites().all()) {
            for (Map.Entry<String, String> serving : store.students().serving(site).entrySet()) {
                if (!whole(store, serving.getValue())) {
                    String camera = serving.getKey();
                    String instead =
                            store.students().of(site, camera).stream()
                                    .map(Student::sha256)
                                    .filter(sha256 -> whole(store, sha256))
                                    .findFirst()
                                    .orElse("");
                    store.students().serve(site, camera, instead);
                    LOG.error(
                            "{}/{} goes back to {}",
                            site,
                            camera,
                            instead.isEmpty() ? "the base student" : "student " + instead);
                }
            }
        }
    }

    private static boolean whole(Store store, String sha256) {
        try {
            store.models().get(sha256);
            return true;
        } catch (StoreException | RefusedException e) {
            LOG.error("{}", e.getMessage());
            return false;
        }
    }
}
