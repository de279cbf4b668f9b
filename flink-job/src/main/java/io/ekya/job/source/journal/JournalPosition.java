package io.ekya.job.source.journal;

import io.ekya.sidecar.api.SidecarEvent;

/** How far a journal was emitted; what a checkpoint takes. */
final class JournalPosition {
    private JournalSplit at;

    JournalPosition(JournalSplit split) {
        this.at = split;
    }

    void passed(SidecarEvent event) {
        at = new JournalSplit(event.site(), event.journal(), event.n() + 1);
    }

    JournalSplit split() {
        return at;
    }
}
