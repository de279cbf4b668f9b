/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for conditions, and says what it waits for when that takes more than two seconds. */
final class Waiting {
    private static final long POLL_MILLIS = 200;
    private static final Duration FIRST_REPORT = Duration.ofSeconds(2);
    private static final Duration NEXT_REPORT = Duration.ofSeconds(5);

    private final Consumer<String> print;

    Waiting(Consumer<String> print) {
        this.print = print;
    }

    /** A condition. */
    interface Condition {
        /**
         * Returns what is missing; empty if the condition holds.
         *
         * @throws IOException if that cannot be found out at the moment
         */
        Optional<String> missing() throws IOException;
    }

    /**
     * Waits until a condition holds.
     *
     * @throws CommandFailure if it does not hold in time; the message says what is missing
     */
    void until(Duration timeout, Condition condition) throws InterruptedException {
        long start = System.nanoTime();
        long report = FIRST_REPORT.toNanos();
        while (true) {
            Optional<String> missing = missing(condition);
            if (missing.isEmpty()) {
                return;
            }
            long waited = System.nanoTime() - start;
            if (waited > timeout.toNanos()) {
                throw new CommandFailure(
                        "%s, after %d s".formatted(missing.get(), timeout.toSeconds()));
            }
            if (waited > report) {
                print.accept("  %s (%d s)".formatted(missing.get(), waited / 1_000_000_000));
                report = waited + NEXT_REPORT.toNanos();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Optional<String> missing(Condition condition) {
        try {
            return condition.missing();
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
            return Optional.of("Flink does not answer yet" + reason);
        }
    }
}
