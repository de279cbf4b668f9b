/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

/**
 * The topics of a site.
 *
 * @param prefix first levels of all topics
 */
record Topics(String prefix, String site) {
    /** Whether the job is running: {@code online} or {@code offline}. */
    String status() {
        return prefix + "/" + site + "/status";
    }

    /** The newest window of a camera. */
    String window(String camera) {
        return prefix + "/" + site + "/" + camera + "/window";
    }

    /** Detections of a camera. */
    String detection(String camera) {
        return prefix + "/" + site + "/" + camera + "/detection";
    }
}
