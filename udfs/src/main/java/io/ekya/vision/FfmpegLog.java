/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_FATAL;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

/**
 * FFmpeg's own log, which it writes to standard error. It may contain addresses with passwords, so
 * it is silenced; relevant errors are thrown as exceptions.
 */
public final class FfmpegLog {
    private FfmpegLog() {}

    /** Silences the log of this process. */
    public static void silence() {
        av_log_set_level(AV_LOG_FATAL);
    }
}
