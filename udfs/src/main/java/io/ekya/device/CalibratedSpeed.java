/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import io.ekya.schedule.SpeedCurve;

/**
 * Training speed as a function of the share of a device, as measured by {@code ./ekya calibrate}.
 *
 * @param device measured device, such as {@code cpu}
 * @param shareControl how shares were enforced, such as {@code governor}
 * @param createdMillis wall-clock time of the measurement
 * @param miniBatchesASecond of one retraining on the whole device, which is speed 1
 * @param sideBySide sum of the speeds of two concurrent retrainings with half the device each;
 *     above 1 if they are faster than two consecutive ones
 * @param curve speed by share
 */
public record CalibratedSpeed(
        String device,
        String shareControl,
        long createdMillis,
        double miniBatchesASecond,
        double sideBySide,
        SpeedCurve curve) {}
