/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final List<String> printed = new ArrayList<>();
    private final Waiting waiting = new Waiting(printed::add);

    @Test
    void aShortWaitIsSilent() throws Exception {
        AtomicInteger polls = new AtomicInteger();

        waiting.until(
                Duration.ofSeconds(10),
                () -> polls.incrementAndGet() < 3 ? Optional.of("busy") : Optional.empty());

        assertThat(polls).hasValue(3);
        assertThat(printed).isEmpty();
    }

    @Test
    void aLongWaitSaysWhatIsMissing() {
        assertThatThrownBy(
                        () -> waiting.until(Duration.ofSeconds(3), () -> Optional.of("no slots")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("no slots, after 3 s");
        assertThat(printed).containsExactly("  no slots (2 s)");
    }

    @Test
    void flinkThatDoesNotAnswerIsWaitedFor() {
        assertThatThrownBy(
                        () ->
                                waiting.until(
                                        Duration.ofMillis(300),
                                        () -> {
                                            throw new IOException("connection refused");
                                        }))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Flink does not answer yet: connection refused");
    }
}
