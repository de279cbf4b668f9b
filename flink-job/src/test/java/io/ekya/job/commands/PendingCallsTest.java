/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.Sidecar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingCallsTest {
    private final InMemorySidecar sidecar = InMemorySidecar.start("pending-calls");
    private final PendingCalls pending = pending(sidecar);

    private static PendingCalls pending(Sidecar sidecar) {
        PendingCalls pending = new PendingCalls(sidecar, 3);
        pending.useEpoch(1);
        return pending;
    }

    @BeforeEach
    void beginAnEpoch() {
        sidecar.hello(new HelloRequest("edge", List.of("north")));
    }

    private static SidecarCall report(long window, long frames) {
        return new SidecarCall.ReportWindow(
                new WindowReport("edge", "north", window, Map.of(), frames, 0));
    }

    private long[] sentFrames() {
        return sidecar.commands(WindowReport.class).stream()
                .mapToLong(WindowReport::frames)
                .toArray();
    }

    @Test
    void sendsInOrder() {
        pending.add(report(0, 10));
        pending.add(report(1, 11));
        pending.send(0);
        assertThat(sentFrames()).containsExactly(10, 11);
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void replacesAnUnsentCommandOfTheSameKey() {
        pending.add(report(0, 10));
        pending.add(report(1, 11));
        pending.add(report(0, 12));
        pending.send(0);
        assertThat(sentFrames()).containsExactly(11, 12);
    }

    @Test
    void dropsTheOldestCommandIfTooManyWait() {
        for (int window = 0; window < 5; window++) {
            pending.add(report(window, window));
        }
        pending.send(0);
        assertThat(sentFrames()).containsExactly(2, 3, 4);
        assertThat(pending.dropped()).isEqualTo(2);
    }

    @Test
    void fencedCommandsWaitForTheEpochAndCarryIt() {
        PendingCalls unfenced = new PendingCalls(sidecar, 3);
        unfenced.add(report(0, 10));
        unfenced.send(0);
        assertThat(sentFrames()).isEmpty();

        unfenced.useEpoch(1);
        unfenced.send(Duration.ofSeconds(1).toNanos());
        assertThat(sidecar.commands(WindowReport.class))
                .singleElement()
                .returns(1L, WindowReport::epoch);
    }

    @Test
    void retriesWithBackOffWhileTheSidecarIsUnavailable() {
        sidecar.setUnavailable(true);
        pending.add(report(0, 10));
        pending.send(0);
        assertThat(pending.isEmpty()).isFalse();
        long first = pending.nanosToRetry(0);
        assertThat(Duration.ofNanos(first))
                .isBetween(Duration.ofMillis(150), Duration.ofMillis(250));

        sidecar.setUnavailable(false);
        pending.send(first - 1);
        assertThat(sentFrames()).as("before the retry is due").isEmpty();

        sidecar.setUnavailable(true);
        pending.send(first);
        assertThat(Duration.ofNanos(pending.nanosToRetry(first)))
                .as("twice as long")
                .isBetween(Duration.ofMillis(300), Duration.ofMillis(500));

        sidecar.setUnavailable(false);
        pending.send(first + Duration.ofSeconds(1).toNanos());
        assertThat(sentFrames()).containsExactly(10);
    }

    @Test
    void dropsARefusedOrFailedCommand() {
        PendingCalls refused =
                pending(
                        FailingSidecar.throwing(
                                () ->
                                        new SidecarException(
                                                SidecarException.Reason.REFUSED, "in a test")));
        refused.add(report(0, 10));
        refused.send(0);
        assertThat(refused.isEmpty()).isTrue();
        assertThat(refused.dropped()).isEqualTo(1);

        PendingCalls failed =
                pending(FailingSidecar.throwing(() -> new IllegalStateException("in a test")));
        failed.add(report(0, 10));
        failed.send(0);
        assertThat(failed.dropped()).isEqualTo(1);
    }

    @Test
    void letsAnErrorThrough() {
        PendingCalls broken = pending(FailingSidecar.throwing(() -> new LinkageError("in a test")));
        broken.add(report(0, 10));
        assertThatThrownBy(() -> broken.send(0)).isInstanceOf(LinkageError.class);
    }

    @Test
    void aCommandWaitsForTheEpochThatTheJobHasBegun() {
        sidecar.hello(new HelloRequest("edge", List.of("north", "south")));
        pending.add(report(0, 10));
        pending.send(0);
        assertThat(sentFrames()).isEmpty();
        pending.useEpoch(2);
        pending.send(Duration.ofMillis(100).toNanos());
        assertThat(sentFrames()).containsExactly(10);
    }

    @Test
    void aCommandOfAReplacedJobIsDropped() {
        sidecar.hello(new HelloRequest("edge", List.of("north")));
        pending.add(report(0, 10));
        pending.send(0);
        pending.send(Duration.ofSeconds(4).toNanos());
        assertThat(pending.isEmpty()).isFalse();
        pending.send(Duration.ofSeconds(6).toNanos());
        assertThat(pending.isEmpty()).isTrue();
        assertThat(pending.dropped()).isEqualTo(1);
        assertThat(sentFrames()).isEmpty();
    }
}
