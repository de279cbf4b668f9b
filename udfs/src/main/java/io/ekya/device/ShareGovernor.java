package io.ekya.device;

/**
 * Deals out one device. Every user of the accelerator (predict, teacher, micro-profiling,
 * retraining) opens a {@link DeviceShare} and runs its mini-batches through it; a share that has
 * used more than its part of the time waits (docs/ARCHITECTURE.md, "The device is one ledger").
 */
public interface ShareGovernor {

    /**
     * Opens a share of the device.
     *
     * @param job unique name, for reports
     * @param share 0..1 of one GPU
     */
    DeviceShare open(String job, double share);
}
