/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import java.util.Locale;

/**
 * Where frames are decoded. Only {@link #NONE} has been tested; the others need a build of FFmpeg
 * and a driver that support them.
 */
public enum DecoderDevice {
    /** On the CPU. */
    NONE,
    /** NVIDIA's decoder; untested. */
    CUDA,
    /** Decoders of Intel and AMD GPUs under Linux; untested. */
    VAAPI,
    /** Intel Quick Sync Video; untested. */
    QSV,
    /** Vulkan Video; untested. */
    VULKAN;

    /** Returns FFmpeg's name of the device type. */
    String ffmpegName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
