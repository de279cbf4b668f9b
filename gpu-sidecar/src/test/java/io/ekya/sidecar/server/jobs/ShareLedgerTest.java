/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.device.DeviceClock;
import io.ekya.device.DeviceShare;
import io.ekya.device.TimeShareGovernor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShareLedgerTest {
    private final TimeShareGovernor governor = new TimeShareGovernor(DeviceClock.cpu());
    private final AtomicLong nanos = new AtomicLong();
    private final ShareLedger ledger = new ShareLedger(1.0, nanos::get);
    private final DeviceShare one = governor.open("one", 0);
    private final DeviceShare other = governor.open("other", 0);

    @Test
    void keepsSharesThatFitTheDevice() {
        ledger.reserve(one, 0.6);
        ledger.reserve(other, 0.4);
        assertThat(one.requested()).isEqualTo(0.6);
        assertThat(other.requested()).isEqualTo(0.4);
    }

    @Test
    void scalesSharesDownInProportionUntilOneIsReleased() {
        ledger.reserve(one, 0.9);
        ledger.reserve(other, 0.6);
        // 1.5 GPUs requested of 1: each gets two thirds.
        assertThat(one.requested()).isCloseTo(0.6, within(1e-9));
        assertThat(other.requested()).isCloseTo(0.4, within(1e-9));
        assertThat(ledger.planned(other)).isCloseTo(0.4, within(1e-9));
        assertThat(governor.requestedTotal()).isCloseTo(1.0, within(1e-9));
        ledger.release(other);
        assertThat(one.requested()).isCloseTo(0.9, within(1e-9));
        assertThat(ledger.reservedFor(one)).isEqualTo(0.9);
    }

    @Test
    void reducesTrainingSharesWhileInferenceIsLate() {
        ledger.reserve(one, 0.8);
        ledger.latency("infer", 200, 100);
        assertThat(one.requested()).isCloseTo(0.4, within(1e-9));
        assertThat(ledger.pressure()).isEqualTo(0.5);
        assertThat(ledger.planned(one)).isEqualTo(0.8);
        ledger.latency("infer", 90, 100);
        assertThat(ledger.pressure()).isEqualTo(1);
        assertThat(one.requested()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void theSlowestSourceDeterminesTheReduction() {
        ledger.reserve(one, 0.8);
        ledger.latency("infer-0", 200, 100);
        ledger.latency("infer-1", 400, 100);
        assertThat(one.requested()).isCloseTo(0.2, within(1e-9));
        ledger.latency("infer-0", 50, 100);
        assertThat(one.requested())
                .as("the other source is still late")
                .isCloseTo(0.2, within(1e-9));
        ledger.latency("infer-1", 125, 100);
        assertThat(one.requested()).isCloseTo(0.64, within(1e-9));
    }

    @Test
    void latencyReportsExpire() {
        ledger.reserve(one, 0.8);
        ledger.latency("infer", 10_000, 100);
        assertThat(one.requested()).isCloseTo(0.16, within(1e-9));
        nanos.set(ShareLedger.FRESH_NANOS);
        ledger.refresh();
        assertThat(one.requested()).isCloseTo(0.16, within(1e-9));
        nanos.set(ShareLedger.FRESH_NANOS + 1);
        ledger.refresh();
        assertThat(one.requested()).isCloseTo(0.8, within(1e-9));
    }
}
