/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Live cameras through FFmpeg: RTSP, MJPEG and HLS over HTTP, and V4L2 devices, with a watchdog on
 * the age of the last frame.
 */
@NullMarked
package io.ekya.vision.live;

import org.jspecify.annotations.NullMarked;
