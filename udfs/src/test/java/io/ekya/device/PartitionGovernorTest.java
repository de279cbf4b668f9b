/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PartitionGovernorTest {
    private final FakeDeviceClock clock = new FakeDeviceClock();
    private final PartitionGovernor governor = new PartitionGovernor(clock);

    @Test
    void neverWaitsAndChargesItsShareOfTheTime() throws InterruptedException {
        DeviceShare share = governor.open("train", 0.25);
        for (int batch = 0; batch < 10; batch++) {
            share.run(() -> batchOf(100));
        }
        // Ten times 100 ms on a quarter of the device.
        assertThat(clock.nanoTime()).isEqualTo(1_000_000_000L);
        assertThat(share.busyNanos()).isEqualTo(250_000_000L);
        assertThat(governor.busySeconds()).isCloseTo(0.25, within(1e-9));
        assertThat(governor.uses().get(0).achieved()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void aShareOfZeroDoesNotRunUntilItIsResized() {
        DeviceShare share = governor.open("train", 0);
        assertThat(share.nanosUntilReady()).isEqualTo(Long.MAX_VALUE);
        assertThat(share.tryRun(() -> batchOf(1))).isNull();
        share.resize(0.5);
        assertThat(share.tryRun(() -> batchOf(1))).isEqualTo(1);
        assertThat(governor.requestedTotal()).isEqualTo(0.5);
    }

    @Test
    void dropsClosedSharesAndRejectsInvalidOnes() {
        governor.open("train", 0.5).close();
        assertThat(governor.uses()).isEmpty();
        assertThatThrownBy(() -> governor.open("train", 2)).hasMessageContaining("2.0");
    }

    private int batchOf(int millis) {
        clock.work(millis);
        return millis;
    }
}
