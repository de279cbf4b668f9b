/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.SidecarEvent;

/** Position up to which a journal has been emitted; becomes part of checkpoints. */
final class JournalPosition {
    private JournalSplit at;

    JournalPosition(JournalSplit split) {
        this.at = split;
    }

    /** An event was emitted; a report of lost events leaves the position. */
    void passed(SidecarEvent event) {
        if (event.kind() == EventKind.EVENTS_LOST) {
            return;
        }
        at = new JournalSplit(event.site(), event.journal(), event.n() + 1);
    }

    JournalSplit split() {
        return at;
    }
}
