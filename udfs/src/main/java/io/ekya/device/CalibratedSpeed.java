package io.ekya.device;

import io.ekya.schedule.SpeedCurve;

/**
 * How fast retrainings go at shares of this device, as {@code ./ekya calibrate} measured it.
 *
 * @param device it was measured on, such as {@code cpu}
 * @param shareControl what kept the shares, such as {@code governor}
 * @param createdMillis wall clock
 * @param miniBatchesASecond of one retraining that has the device to itself: what speed 1 is
 * @param sideBySide sum of the speeds of two retrainings with half the device each; above 1 where
 *     two at once are truly faster than one after the other
 * @param curve speeds by share
 */
public record CalibratedSpeed(
        String device,
        String shareControl,
        long createdMillis,
        double miniBatchesASecond,
        double sideBySide,
        SpeedCurve curve) {}
