/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimeShareGovernorTest {
    private final FakeDeviceClock clock = new FakeDeviceClock();
    private final TimeShareGovernor governor =
            new TimeShareGovernor(
                    clock, Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(5));

    @Test
    void waitsSoThatBusyOverElapsedTimeEqualsTheShare() throws InterruptedException {
        DeviceShare share = governor.open("train", 0.25);
        for (int batch = 0; batch < 200; batch++) {
            share.run(() -> batchOf(10));
        }
        // 200 batches of 10 ms are 2 s of work: at a quarter they take 8 s, less the last wait.
        assertThat(share.busyNanos()).isEqualTo(2_000_000_000L);
        assertThat(clock.nanoTime() / 1e9).isCloseTo(8.0, within(0.05));
        assertThat(governor.uses().get(0).achieved()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void overdrawsByOneMiniBatchAndRecovers() {
        DeviceShare share = governor.open("train", 0.5);
        assertThat(share.tryRun(() -> batchOf(100))).isEqualTo(100);
        // It earned 50 ms while it ran for 100 ms; the missing 50 ms take 100 ms to earn.
        assertThat(share.nanosUntilReady()).isEqualTo(100_000_000L);
        assertThat(share.tryRun(() -> batchOf(100))).isNull();
        clock.idle(100);
        assertThat(share.nanosUntilReady()).isZero();
    }

    @Test
    void capsTheCreditAtTheBurst() {
        DeviceShare share = governor.open("predict", 0.5);
        clock.idle(60_000);
        int batches = 0;
        while (share.tryRun(() -> batchOf(10)) != null) {
            batches++;
        }
        // 0.2 s × 0.5 = 100 ms of credit. The first batch costs 10 ms (nothing is earned at the
        // cap),
        // each later one 5 ms net: 1 + 18 bring it to zero, and one more goes below.
        assertThat(batches).isEqualTo(20);
    }

    @Test
    void restingSharesRunMiniBatchesInBursts() throws InterruptedException {
        DeviceShare share = TimeShareGovernor.resting(clock).open("train", 0.25);
        int bursts = 0;
        for (int batch = 0; batch < 200; batch++) {
            bursts += share.nanosUntilReady() > 0 ? 1 : 0;
            share.run(() -> batchOf(10));
        }
        // 100 ms at a quarter are 25 ms saved up: 4 batches of 10 ms, which earn 2.5 ms each.
        assertThat(bursts).isBetween(45, 51);
        assertThat(clock.nanoTime() / 1e9).isCloseTo(8.0, within(0.15));
    }

    @Test
    void aResizeEndsTheRest() {
        DeviceShare share = TimeShareGovernor.resting(clock).open("train", 0.5);
        share.tryRun(() -> batchOf(10));
        assertThat(share.nanosUntilReady()).isEqualTo(110_000_000L);
        share.resize(0.9);
        assertThat(share.nanosUntilReady()).isLessThan(10_000_000L);
    }

    @Test
    void appliesAResizeAtTheNextMiniBatch() {
        DeviceShare share = governor.open("train", 0.1);
        share.tryRun(() -> batchOf(100));
        assertThat(share.nanosUntilReady()).isEqualTo(900_000_000L);
        share.resize(0.9);
        assertThat(share.nanosUntilReady()).isEqualTo(100_000_000L);
    }

    @Test
    void aShareOfZeroNeverRunsUntilItIsResized() {
        DeviceShare share = governor.open("train", 0);
        clock.idle(10_000);
        assertThat(share.nanosUntilReady()).isEqualTo(Long.MAX_VALUE);
        assertThat(share.tryRun(() -> batchOf(1))).isNull();
        share.resize(0.5);
        assertThat(share.tryRun(() -> batchOf(1))).isEqualTo(1);
    }

    @Test
    void reportsTheRequestedTotalAndDropsClosedShares() {
        DeviceShare train = governor.open("train", 0.5);
        governor.open("predict", 0.3);
        assertThat(governor.requestedTotal()).isCloseTo(0.8, within(1e-9));
        train.close();
        assertThat(governor.requestedTotal()).isCloseTo(0.3, within(1e-9));
        assertThat(governor.uses()).extracting(ShareUse::job).containsExactly("predict");
    }

    @Test
    void chargesAMiniBatchThatFails() {
        DeviceShare share = governor.open("train", 0.5);
        assertThatThrownBy(
                        () ->
                                share.tryRun(
                                        () -> {
                                            clock.work(30);
                                            throw new IllegalStateException("broken batch");
                                        }))
                .hasMessage("broken batch");
        assertThat(share.busyNanos()).isEqualTo(30_000_000L);
    }

    @Test
    void rejectsSharesOutsideZeroToOne() {
        assertThatThrownBy(() -> governor.open("a", 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> governor.open("a", Double.NaN)).hasMessageContaining("NaN");
        DeviceShare share = governor.open("a", 1);
        assertThatThrownBy(() -> share.resize(-0.1)).hasMessageContaining("-0.1");
    }

    @Property(tries = 100)
    void neverUsesMoreThanItsShareAndOneMiniBatch(
            @ForAll @DoubleRange(min = 0.05, max = 1.0) double requested,
            @ForAll @IntRange(min = 1, max = 50) int millis)
            throws InterruptedException {
        FakeDeviceClock time = new FakeDeviceClock();
        DeviceShare share =
                new TimeShareGovernor(
                                time, Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(5))
                        .open("job", requested);
        for (int i = 0; i < 100; i++) {
            share.run(
                    () -> {
                        time.work(millis);
                        return millis;
                    });
            double allowed = requested * time.nanoTime() + millis * 1e6 + 1;
            assertThat((double) share.busyNanos()).isLessThanOrEqualTo(allowed);
        }
        assertThat(share.busyNanos() / (double) time.nanoTime())
                .isGreaterThanOrEqualTo(requested * 0.99);
    }

    @Test
    void approximatesTheShareOnARealCpu() throws InterruptedException {
        TimeShareGovernor real = new TimeShareGovernor(DeviceClock.cpu());
        DeviceShare share = real.open("spin", 0.3);
        long start = System.nanoTime();
        AtomicInteger sink = new AtomicInteger();
        while (System.nanoTime() - start < 1_500_000_000L) {
            share.run(() -> spin(sink));
        }
        double elapsed = System.nanoTime() - start;
        assertThat(share.busyNanos() / elapsed).isBetween(0.05, 0.36);
    }

    private int batchOf(int millis) {
        clock.work(millis);
        return millis;
    }

    private static int spin(AtomicInteger sink) {
        for (int i = 0; i < 200_000; i++) {
            sink.addAndGet(i);
        }
        return sink.get();
    }
}
