/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.CameraSet;
import io.ekya.job.source.changes.CameraControl.Refusal;
import org.apache.flink.api.connector.source.SourceEvent;

/** What the enumerator tells the readers. */
sealed interface CameraEvent extends SourceEvent {

    /**
     * The cameras from now on; sent to every reader when it starts and after every change, before
     * splits of added cameras.
     *
     * @param changed number of cameras that were added, changed or removed
     */
    record Cameras(CameraSet set, int changed) implements CameraEvent {}

    /** A change that was refused; sent to the reader that announces changes. */
    record Refused(String camera, String reason) implements CameraEvent {
        static Refused of(Refusal refusal) {
            return new Refused(refusal.camera(), refusal.reason());
        }
    }
}
