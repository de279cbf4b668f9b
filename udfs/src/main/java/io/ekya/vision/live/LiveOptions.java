/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import io.ekya.vision.PictureSize;

/**
 * Options of a live camera.
 *
 * @param size size that frames are scaled to
 * @param fps largest number of frames per second to deliver; 0 delivers every frame
 * @param transport how RTSP transports frames
 * @param decoder where frames are decoded
 * @param openMillis time within which the camera must be connected, and again within which its
 *     first frame must come
 * @param watchdogMillis age of the last frame at which the camera is lost
 * @param tls how the certificate of {@code rtsps} and {@code https} is checked
 */
public record LiveOptions(
        PictureSize size,
        double fps,
        Transport transport,
        DecoderDevice decoder,
        long openMillis,
        long watchdogMillis,
        TlsCheck tls) {

    /** How RTSP transports frames. */
    public enum Transport {
        /** Within the RTSP connection. */
        TCP,
        /** In separate packets, which can be lost. */
        UDP
    }

    public LiveOptions {
        if (!(fps >= 0 && fps <= 1000)) {
            throw new IllegalArgumentException("fps must be 0 to 1000, but is " + fps);
        }
        if (openMillis < 1 || watchdogMillis < 1) {
            throw new IllegalArgumentException(
                    "openMillis and watchdogMillis must be at least 1, but are %d and %d"
                            .formatted(openMillis, watchdogMillis));
        }
    }
}
