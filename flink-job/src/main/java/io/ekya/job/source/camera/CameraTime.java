/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.vision.FrameTimes;
import java.util.function.LongSupplier;

/**
 * Converts a camera's time (milliseconds since it was opened first) to event time and wall-clock
 * time.
 *
 * @param windows event time and its windows
 * @param pacer relates camera time to the wall clock
 * @param everyFrame whether frames are neither paced nor skipped
 */
record CameraTime(WindowClock windows, Pacer pacer, boolean everyFrame, LongSupplier wallMillis) {

    /** Whether late frames are skipped. */
    boolean skips() {
        return !everyFrame;
    }

    /** Whether the run's last window ends before this camera time. */
    boolean isOver(long cameraMillis) {
        return !windows.has(windows.windowOf(eventMillis(cameraMillis)));
    }

    long eventMillis(long cameraMillis) {
        return pacer.startMillis() + cameraMillis;
    }

    /** Present camera time; negative before the camera's start. */
    long now() {
        return pacer.now();
    }

    /** Index of the frame that is due at present. */
    long indexDue(FrameTimes times) {
        return times.indexAt(Math.max(0, pacer.now()));
    }

    long lateness(long cameraMillis) {
        return pacer.lateness(cameraMillis);
    }

    void await(long cameraMillis) throws InterruptedException {
        if (!everyFrame) {
            pacer.await(cameraMillis);
        }
    }

    /** Camera time at a moment in the past, given in wall-clock milliseconds before now. */
    long timeBefore(long millisAgo) {
        return Math.max(0, pacer.now() - (long) (millisAgo * pacer.pace()));
    }

    /** Index of the first frame that belongs to a later window than this frame. */
    long firstOfNextWindow(long index, FrameTimes times) {
        long end = windows.endOf(windows.windowOf(eventMillis(times.millisOf(index))));
        long first = Math.max(index + 1, times.indexAt(end - pacer.startMillis()) - 1);
        while (eventMillis(times.millisOf(first)) < end) {
            first++;
        }
        return first;
    }

    /** Index of the first frame of the windows before this frame that are still reported. */
    long firstOfRecentWindows(long index, FrameTimes times) {
        long window = windows.windowOf(eventMillis(times.millisOf(index)));
        long start = windows.startOf(window - WindowClock.LONGEST_GAP) - pacer.startMillis();
        long first = times.indexAt(Math.max(0, start));
        return times.millisOf(first) < start ? first + 1 : first;
    }

    /** A heartbeat at the time of a skipped frame. */
    FrameCrops heartbeatOf(String camera, long index, FrameTimes times) {
        return FrameCrops.heartbeat(camera, index, times(eventMillis(times.millisOf(index))));
    }

    /** A heartbeat at the present time. */
    FrameCrops heartbeat(String camera, long index) {
        return heartbeat(camera, index, 0);
    }

    /** A heartbeat at a moment in the past, given in wall-clock milliseconds before now. */
    FrameCrops heartbeat(String camera, long index, long millisAgo) {
        return FrameCrops.heartbeat(camera, index, times(eventMillisAgo(millisAgo)));
    }

    /** A record of a problem with a frame, or with the camera as a whole. */
    FrameCrops bad(String camera, long index, int frames, String error) {
        return FrameCrops.bad(camera, index, times(eventMillisAgo(0)), frames, error);
    }

    /** The times of a frame that is delivered now. */
    FrameCrops.Times timesOf(long cameraMillis) {
        return times(eventMillis(cameraMillis));
    }

    private FrameCrops.Times times(long eventMillis) {
        return new FrameCrops.Times(eventMillis, wall());
    }

    long wall() {
        return wallMillis.getAsLong();
    }

    private long eventMillisAgo(long millisAgo) {
        return eventMillis(everyFrame ? 0 : timeBefore(millisAgo));
    }
}
