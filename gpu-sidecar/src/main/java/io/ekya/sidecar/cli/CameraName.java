/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

/** A camera on the command line: {@code SITE/CAMERA}. */
record CameraName(String site, String camera) {

    /**
     * Parses a camera.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static CameraName parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException(
                    "camera must have the form SITE/CAMERA, but is '" + text + "'");
        }
        return new CameraName(text.substring(0, slash), text.substring(slash + 1));
    }
}
