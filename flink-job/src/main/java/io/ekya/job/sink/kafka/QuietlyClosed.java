/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A writer and a committer that log what goes wrong when they are closed. */
final class QuietlyClosed {
    private static final Logger LOG = LoggerFactory.getLogger(QuietlyClosed.class);

    private QuietlyClosed() {}

    /** Nothing is lost: what was not committed is written again after a restart. */
    private static void close(AutoCloseable original) {
        try {
            original.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Closing the connection to Kafka failed: {}", e.toString());
        }
    }

    /** Writes as another writer does. */
    record Writer<T>(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> original)
            implements StatefulSinkWriter<T, KafkaWriterState>,
                    CommittingSinkWriter<T, KafkaCommittable> {

        @Override
        public void write(T record, Context context) throws IOException, InterruptedException {
            original.write(record, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            original.flush(endOfInput);
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit()
                throws IOException, InterruptedException {
            return original.prepareCommit();
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
            return original.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            QuietlyClosed.close(original);
        }
    }

    /** Commits as another committer does. */
    record ResultCommitter(Committer<KafkaCommittable> original)
            implements Committer<KafkaCommittable> {

        @Override
        public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
                throws IOException, InterruptedException {
            original.commit(requests);
        }

        @Override
        public void close() {
            QuietlyClosed.close(original);
        }
    }
}
