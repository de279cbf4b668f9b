/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** The transactions of the job's sinks. */
final class Transactions {
    private static final int TIMEOUT_SECONDS = 30;
    private static final Set<TransactionState> OPEN =
            EnumSet.of(
                    TransactionState.ONGOING,
                    TransactionState.PREPARE_ABORT,
                    TransactionState.PREPARE_COMMIT);

    private Transactions() {}

    /** Returns those that began before a time and are neither committed nor aborted. */
    static List<String> open(String brokers, long begunBeforeMillis) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            List<String> ids =
                    admin.listTransactions().all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                            .map(TransactionListing::transactionalId)
                            .toList();
            return admin
                    .describeTransactions(ids)
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .filter(t -> OPEN.contains(t.getValue().state()))
                    .filter(
                            t ->
                                    t.getValue().transactionStartTimeMs().orElse(Long.MAX_VALUE)
                                            < begunBeforeMillis)
                    .map(t -> t.getKey() + " " + t.getValue().state())
                    .toList();
        }
    }
}
