/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.vision.FrameTimes;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A camera of ten frames a second that started at 100 s, in windows of 2 s. */
class CameraTimeTest {
    private static final long START = 100_000;
    private static final FrameTimes TEN = FrameTimes.constant(10);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wallMillis = new AtomicLong(START);
    private final CameraTime time =
            new CameraTime(
                    new WindowClock(2_000, START / 2_000, 3),
                    new Pacer(START, 1, new MonotonicClock(START, 0, nanos::get)),
                    false,
                    wallMillis::get);

    private void elapse(long millis) {
        nanos.addAndGet(1_000_000 * millis);
        wallMillis.addAndGet(millis);
    }

    @Test
    void aWallClockThatJumpsChangesNeitherPaceNorEventTime() {
        elapse(500);
        long hour = 3_600_000;
        for (long jump : new long[] {hour, -hour, 24 * hour, -24 * hour, -wallMillis.get()}) {
            wallMillis.addAndGet(jump);
            elapse(100);
        }
        assertThat(time.now()).isEqualTo(1_000);
        assertThat(time.indexDue(TEN)).isEqualTo(10);
        assertThat(time.lateness(1_000)).isZero();
        FrameCrops heartbeat = time.heartbeat("north", 7);
        assertThat(heartbeat.times().eventMillis()).isEqualTo(START + 1_000);
        assertThat(heartbeat.times().capturedAtMillis())
                .as("the wall clock shows the age of a frame")
                .isEqualTo(wallMillis.get());
    }

    @Test
    void endsAfterTheLastWindow() {
        assertThat(time.isOver(5_999)).isFalse();
        assertThat(time.isOver(6_000)).isTrue();
    }

    @Test
    void findsTheFirstFrameOfTheNextWindow() {
        assertThat(time.firstOfNextWindow(3, TEN)).isEqualTo(20);
        assertThat(time.firstOfNextWindow(20, TEN)).isEqualTo(40);
    }

    @Test
    void onlyRecentWindowsOfALongOutageAreVisited() {
        assertThat(time.firstOfRecentWindows(15, TEN)).isZero();
        long month = 10L * 86_400 * 30;
        // its window begins at the month's last full 2 s, 20 frames are one window
        assertThat(time.firstOfRecentWindows(month, TEN))
                .isEqualTo(month - 20 * WindowClock.LONGEST_GAP);
    }
}
