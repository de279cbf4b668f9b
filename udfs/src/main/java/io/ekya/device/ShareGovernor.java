/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

/**
 * Shares one device between jobs. Every user of the accelerator (inference, teacher,
 * micro-profiling, retraining) opens a {@link DeviceShare} and runs its mini-batches through it; a
 * job that has used more than its share of the time waits (docs/ARCHITECTURE.md, "One device
 * ledger").
 */
public interface ShareGovernor {

    /**
     * Opens a share of the device.
     *
     * @param job unique name, used in reports
     * @param share 0..1 of one GPU
     */
    DeviceShare open(String job, double share);
}
