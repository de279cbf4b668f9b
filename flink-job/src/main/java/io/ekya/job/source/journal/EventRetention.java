package io.ekya.job.source.journal;

import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which events the job would ask for if it were restored from its last checkpoint; the sidecar is
 * told, so that it keeps them. The task's thread takes note of checkpoints, the thread that reads
 * the journal tells.
 */
final class EventRetention {
    /** Under which name they are kept; a site has one job. */
    static final String CLIENT = "flink-job";

    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);

    /** By checkpoint; used by the task's thread alone. */
    private final NavigableMap<Long, JournalSplit> snapshots = new TreeMap<>();

    private final AtomicReference<@Nullable JournalSplit> untold = new AtomicReference<>();

    /** Whether it was said already; used by the reading thread alone. */
    private boolean failed;

    /** Takes note of what a checkpoint holds. */
    void snapshot(long checkpoint, List<JournalSplit> splits) {
        splits.stream()
                .filter(split -> !split.journal().isEmpty())
                .forEach(split -> snapshots.put(checkpoint, split));
    }

    /** From now on that checkpoint is the one that the job is restored from. */
    void completed(long checkpoint) {
        JournalSplit split = snapshots.get(checkpoint);
        snapshots.headMap(checkpoint, true).clear();
        if (split != null) {
            untold.set(split);
        }
    }

    /** Tells the sidecar, if there is something to tell; does without where it cannot be told. */
    void tell(Sidecar sidecar) {
        JournalSplit split = untold.getAndSet(null);
        if (split == null) {
            return;
        }
        try {
            sidecar.register(split.site(), CLIENT, split.next());
            failed = false;
        } catch (SidecarException e) {
            if (!failed) {
                LOG.warn(
                        "the sidecar was not told that events of {} from {} on are needed: {}",
                        split.site(),
                        split.next(),
                        e.getMessage());
            }
            failed = true;
        }
    }
}
