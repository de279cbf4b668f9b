/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

/** The key of a frame record: {@code site/camera}. */
record FrameKey(String site, String camera) {

    static FrameKey of(String text) throws UnusableFrameException {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
            throw new UnusableFrameException(
                    "key must have the form site/camera, but is '%s'"
                            .formatted(UnusableFrameException.shortened(text)));
        }
        return new FrameKey(text.substring(0, slash), text.substring(slash + 1));
    }
}
