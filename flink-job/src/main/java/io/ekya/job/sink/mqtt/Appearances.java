/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognises when a class appears in front of a camera. A class has appeared when it is found in
 * two analysed frames in a row, so that a single wrong prediction does not count, and was not found
 * for some time before. While it stays in view, it does not appear again.
 */
final class Appearances {
    private final long quietMillis;
    private final Map<String, Seen[]> cameras = new HashMap<>();

    private static final class Seen {
        private boolean inLastFrame;
        private boolean announced;
        private long lastMillis;
    }

    /**
     * @param quietMillis for how long a class must not have been found before it appears again
     */
    Appearances(long quietMillis) {
        this.quietMillis = quietMillis;
    }

    /**
     * Takes the predictions of an analysed frame.
     *
     * @param counts regions of each class
     * @param millis time of the frame
     * @return the classes that have appeared
     */
    List<ObjectClass> in(String camera, int[] counts, long millis) {
        Seen[] classes = cameras.computeIfAbsent(camera, c -> unseen());
        List<ObjectClass> appeared = new ArrayList<>();
        for (ObjectClass c : ObjectClass.values()) {
            if (c != ObjectClass.BACKGROUND
                    && hasAppeared(classes[c.index()], counts[c.index()] > 0, millis)) {
                appeared.add(c);
            }
        }
        return appeared;
    }

    private static Seen[] unseen() {
        Seen[] classes = new Seen[ObjectClass.COUNT];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = new Seen();
        }
        return classes;
    }

    private boolean hasAppeared(Seen seen, boolean isFound, long millis) {
        boolean before = seen.inLastFrame;
        seen.inLastFrame = isFound;
        if (!isFound || !before) {
            return false;
        }
        boolean isNew = !seen.announced || millis - seen.lastMillis > quietMillis;
        seen.lastMillis = millis;
        seen.announced = true;
        return isNew;
    }
}
