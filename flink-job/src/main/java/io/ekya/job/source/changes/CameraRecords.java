/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.ConfigException;
import io.ekya.job.source.changes.CameraControl.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies records of the topic of camera changes, one after another; each stands for itself. */
final class CameraRecords {
    private static final int MAX_SHOWN = 80;

    private final String site;
    private final CameraTexts cameras;
    private CameraChanges changes;

    CameraRecords(String site, CameraTexts cameras, CameraChanges before) {
        this.site = site;
        this.cameras = cameras;
        this.changes = before.replaces() ? CameraChanges.NONE : before;
    }

    CameraChanges changes() {
        return changes;
    }

    /**
     * Applies a record; those of other sites are ignored.
     *
     * @param key {@code site/camera}
     * @param value a camera's configuration; null or empty to remove the camera
     * @return why it is refused, if it is
     */
    Optional<Refusal> take(@Nullable String key, @Nullable String value) {
        int slash = key == null ? -1 : key.indexOf('/');
        if (key == null || slash <= 0 || key.indexOf('/', slash + 1) >= 0) {
            String shown = key == null ? "" : key.substring(0, Math.min(MAX_SHOWN, key.length()));
            return Optional.of(
                    new Refusal(
                            "",
                            "key must have the form site/camera, but is '%s'"
                                    .formatted(shown.replaceAll("\\p{Cntrl}", "?"))));
        }
        if (!key.substring(0, slash).equals(site)) {
            return Optional.empty();
        }
        String camera = key.substring(slash + 1);
        try {
            if (value == null || value.isBlank()) {
                remove(camera);
            } else {
                CameraChanges next = changes.with(camera, cameras.ofCamera(camera, value));
                cameras.check("camera " + camera, next.appliedTo(cameras.configured()));
                changes = next;
            }
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(new Refusal(camera, String.valueOf(e.getMessage())));
        }
    }

    /** A camera that does not run needs no record of its removal. */
    private void remove(String camera) {
        if (changes.appliedTo(cameras.configured()).containsKey(camera)) {
            changes = changes.with(camera, null);
        }
    }
}
