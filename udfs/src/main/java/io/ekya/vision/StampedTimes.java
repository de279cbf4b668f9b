/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.Arrays;

/**
 * Times of a recording whose frames do not come at a constant rate, over all its loops.
 *
 * @param micros times since the first frame, ascending
 * @param lengthMicros length of a loop
 * @param intervalMicros usual time from one frame to the next; frames that follow the last one
 *     without a loop are thought to be that far apart
 */
record StampedTimes(long[] micros, long lengthMicros, double intervalMicros) implements FrameTimes {

    @Override
    public long millisOf(long index) {
        long loop = index / micros.length;
        return Math.round((loop * lengthMicros + micros[(int) (index % micros.length)]) / 1e3);
    }

    @Override
    public long indexAt(long millis) {
        long loop = Math.max(0, 1_000 * millis / lengthMicros);
        long index = loop * micros.length + inLoop(1_000 * millis - loop * lengthMicros);
        while (index > 0 && millisOf(index) > millis) { // times are rounded
            index--;
        }
        while (millisOf(index + 1) <= millis) {
            index++;
        }
        return index;
    }

    private int inLoop(long time) {
        int found = Arrays.binarySearch(micros, time);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

    /**
     * Returns the frames of a loop that are left at a lower rate: the first one of each interval.
     */
    int[] atRate(double fps) {
        int[] kept = new int[micros.length];
        int number = 0;
        double due = 0;
        for (int i = 0; i < micros.length; i++) {
            if (micros[i] >= due - 0.5) {
                kept[number++] = i;
                double interval = 1e6 / fps;
                due = Math.max(due + interval, micros[i] + interval / 2);
            }
        }
        return Arrays.copyOf(kept, number);
    }

    /** Returns the times of some frames of each loop. */
    StampedTimes of(int[] frames) {
        return new StampedTimes(
                Arrays.stream(frames).mapToLong(i -> micros[i]).toArray(),
                lengthMicros,
                intervalMicros);
    }
}
