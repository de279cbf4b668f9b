/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.ekya.vision.BgrImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/** Scales decoded frames to one size. Holds native memory; not thread-safe. */
final class FrameScaler implements AutoCloseable {
    private final int width;
    private final int height;
    private final AVFrame scaled = av_frame_alloc();
    private @Nullable SwsContext context;

    FrameScaler(int width, int height) {
        this.width = width;
        this.height = height;
        scaled.format(AV_PIX_FMT_BGR24).width(width).height(height);
        if (av_frame_get_buffer(scaled, 0) < 0) {
            throw new IllegalStateException(
                    "no memory for frames of %dx%d".formatted(width, height));
        }
    }

    /** Returns the image, or null if FFmpeg cannot convert it. */
    @Nullable BgrImage scale(AVFrame frame) {
        context =
                sws_getCachedContext(
                        context,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        width,
                        height,
                        AV_PIX_FMT_BGR24,
                        SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null);
        if (context == null) {
            return null;
        }
        int rows =
                sws_scale(
                        context,
                        frame.data(),
                        frame.linesize(),
                        0,
                        frame.height(),
                        scaled.data(),
                        scaled.linesize());
        return rows == height ? copy() : null;
    }

    private BgrImage copy() {
        byte[] bgr = new byte[3 * width * height];
        int row = 3 * width;
        int stride = scaled.linesize(0);
        BytePointer pixels = scaled.data(0);
        for (int y = 0; y < height; y++) {
            pixels.position((long) y * stride).get(bgr, y * row, row);
        }
        return new BgrImage(width, height, bgr);
    }

    @Override
    public void close() {
        av_frame_free(scaled);
        if (context != null) {
            sws_freeContext(context);
        }
    }
}
