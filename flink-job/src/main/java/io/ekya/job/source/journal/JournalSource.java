/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.source.FixedSplitEnumerator;
import io.ekya.job.source.SplitListSerializer;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;

/**
 * Reads the events in the sidecar's journal of a site, exactly once, from the position in the
 * checkpoint. Every completed checkpoint registers the oldest event needed with the sidecar, which
 * then retains it. Ends when the site is closed.
 */
public final class JournalSource implements Source<SidecarEvent, JournalSplit, List<JournalSplit>> {
    private static final long serialVersionUID = 1L;

    private final String site;
    private final SidecarFactory sidecar;
    private final TailDeadline deadline;

    public JournalSource(String site, SidecarFactory sidecar, TailDeadline deadline) {
        this.site = site;
        this.sidecar = sidecar;
        this.deadline = deadline;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<JournalSplit, List<JournalSplit>> createEnumerator(
            SplitEnumeratorContext<JournalSplit> context) {
        return new FixedSplitEnumerator<>(context, List.of(new JournalSplit(site, "", 0)));
    }

    @Override
    public SplitEnumerator<JournalSplit, List<JournalSplit>> restoreEnumerator(
            SplitEnumeratorContext<JournalSplit> context, List<JournalSplit> pending) {
        return new FixedSplitEnumerator<>(context, pending);
    }

    @Override
    public SourceReader<SidecarEvent, JournalSplit> createReader(SourceReaderContext context) {
        Counter gaps = context.metricGroup().counter("gaps");
        EventRetention retention = new EventRetention();
        return new Reader(
                context,
                () -> new JournalReader(sidecar.connect(), deadline, gaps, retention),
                retention);
    }

    @Override
    public SimpleVersionedSerializer<JournalSplit> getSplitSerializer() {
        return new JournalSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<JournalSplit>> getEnumeratorCheckpointSerializer() {
        return new SplitListSerializer<>(new JournalSplitSerializer());
    }

    /** Advances the position when an event is emitted, not when it is read. */
    private static final class Reader
            extends SingleThreadMultiplexSourceReaderBase<
                    SidecarEvent, SidecarEvent, JournalSplit, JournalPosition> {
        private final EventRetention retention;

        Reader(
                SourceReaderContext context,
                Supplier<SplitReader<SidecarEvent, JournalSplit>> readers,
                EventRetention retention) {
            super(
                    readers,
                    (event, output, position) -> {
                        output.collect(event, event.timeMillis());
                        position.passed(event);
                    },
                    new Configuration(),
                    context);
            this.retention = retention;
        }

        @Override
        public List<JournalSplit> snapshotState(long checkpoint) {
            List<JournalSplit> splits = super.snapshotState(checkpoint);
            retention.snapshot(checkpoint, splits);
            return splits;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            retention.completed(checkpoint);
        }

        @Override
        protected void onSplitFinished(Map<String, JournalPosition> finished) {}

        @Override
        protected JournalPosition initializedState(JournalSplit split) {
            return new JournalPosition(split);
        }

        @Override
        protected JournalSplit toSplitType(String id, JournalPosition position) {
            return position.split();
        }
    }
}
