package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;

/**
 * A camera's time: from its own (milliseconds since its beginning) to the event time of records,
 * and to the wall clock.
 *
 * @param windows event time and its windows
 * @param pacer ties it to the wall
 * @param everyFrame true where no frame is waited for nor skipped: each is taken as it comes
 */
record CameraTime(WindowClock windows, Pacer pacer, boolean everyFrame) {

    /** Whether late frames are skipped. */
    boolean skips() {
        return !everyFrame;
    }

    /** Whether the run's last window ends before this camera time. */
    boolean isOver(long cameraMillis) {
        return !windows.has(windows.windowOf(eventMillis(cameraMillis)));
    }

    long eventMillis(long cameraMillis) {
        return windows.originMillis() + cameraMillis;
    }

    /** Index of the frame that is due now. */
    long indexDue(double fps) {
        return Math.max(0, (long) Math.floor(pacer.now() * fps / 1000));
    }

    long lateness(long cameraMillis) {
        return pacer.lateness(cameraMillis);
    }

    void await(long cameraMillis) throws InterruptedException {
        if (!everyFrame) {
            pacer.await(cameraMillis);
        }
    }

    /** Camera time that was now so many wall-clock milliseconds ago. */
    long silentUntil(long millisAgo) {
        return Math.max(0, pacer.now() - (long) (millisAgo * pacer.pace()));
    }

    /** Index of the first frame that belongs to a later window than this one does. */
    long firstOfNextWindow(long index, double fps) {
        long end = windows.endOf(windows.windowOf(eventMillis(millisOf(index, fps))));
        long first = Math.max(index + 1, (long) ((end - windows.originMillis()) * fps / 1000) - 1);
        while (eventMillis(millisOf(first, fps)) < end) {
            first++;
        }
        return first;
    }

    private static long millisOf(long index, double fps) {
        return Math.round(1000 * index / fps);
    }

    /** Says that time went on until this frame, which was not taken. */
    FrameCrops heartbeatOf(String camera, long index, double fps) {
        return FrameCrops.heartbeat(camera, index, eventMillis(millisOf(index, fps)), wall());
    }

    /** Says that the camera is there. */
    FrameCrops heartbeat(String camera, long index) {
        return heartbeat(camera, index, 0);
    }

    /** Says that time went on until so many wall-clock milliseconds ago. */
    FrameCrops heartbeat(String camera, long index, long millisAgo) {
        return FrameCrops.heartbeat(camera, index, eventMillisAgo(millisAgo), wall());
    }

    /** Says what is wrong with a frame, or with the camera as a whole. */
    FrameCrops bad(String camera, long index, int frames, String error) {
        return FrameCrops.bad(camera, index, eventMillisAgo(0), wall(), frames, error);
    }

    long wall() {
        return pacer.wallMillis().getAsLong();
    }

    private long eventMillisAgo(long millisAgo) {
        return eventMillis(everyFrame ? 0 : silentUntil(millisAgo));
    }
}
