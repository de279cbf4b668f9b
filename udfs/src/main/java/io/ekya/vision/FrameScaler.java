/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded frames into images of one size: scaled to square pixels, turned as the stream says,
 * with their proportions. The first frame decides on a size that is not given. Holds native memory;
 * not thread-safe.
 */
public final class FrameScaler implements AutoCloseable {
    private static final int MATRIX_BYTES = 9 * Integer.BYTES;

    private final AVFrame scaled = av_frame_alloc();
    private PictureSize size;
    private @Nullable Geometry geometry;
    private @Nullable SwsContext context;

    /**
     * @param size a side that is 0 follows from the first frame
     */
    public FrameScaler(PictureSize size) {
        this.size = size;
    }

    /**
     * Returns the image, or null if FFmpeg cannot convert it.
     *
     * @param input where the frame comes from
     * @param stream its stream
     */
    public @Nullable BgrImage scale(AVFrame frame, AVFormatContext input, AVStream stream) {
        Geometry now =
                Geometry.of(
                        frame.width(),
                        frame.height(),
                        ratio(av_guess_sample_aspect_ratio(input, stream, frame)),
                        orientation(frame, stream.codecpar()),
                        size);
        geometry = now;
        size = now.placement().size();
        prepare(now.scaledWidth(), now.scaledHeight());
        context =
                sws_getCachedContext(
                        context,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        scaled.width(),
                        scaled.height(),
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
        return rows == scaled.height() ? now.frame(copy()) : null;
    }

    /** Returns the size of the images; a side that is not given is 0 before the first one. */
    public PictureSize size() {
        return size;
    }

    /** Returns what is done with the newest frame; null before the first one. */
    public @Nullable Geometry geometry() {
        return geometry;
    }

    private static double ratio(AVRational rational) {
        return rational.num() <= 0 || rational.den() <= 0
                ? 1
                : (double) rational.num() / rational.den();
    }

    /** The orientation of this frame, or else of the whole stream. */
    private static Orientation orientation(AVFrame frame, AVCodecParameters stream) {
        AVFrameSideData ofFrame = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (ofFrame != null && ofFrame.size() >= MATRIX_BYTES) {
            return orientation(ofFrame.data());
        }
        AVPacketSideData ofStream =
                av_packet_side_data_get(
                        stream.coded_side_data(),
                        stream.nb_coded_side_data(),
                        AV_PKT_DATA_DISPLAYMATRIX);
        return ofStream != null && ofStream.size() >= MATRIX_BYTES
                ? orientation(ofStream.data())
                : Orientation.UPRIGHT;
    }

    private static Orientation orientation(Pointer matrix) {
        IntPointer values = new IntPointer(matrix);
        return Orientation.ofMatrix(values.get(0), values.get(1), values.get(3), values.get(4));
    }

    private void prepare(int width, int height) {
        if (scaled.width() == width && scaled.height() == height) {
            return;
        }
        av_frame_unref(scaled);
        scaled.format(AV_PIX_FMT_BGR24).width(width).height(height);
        if (av_frame_get_buffer(scaled, 0) < 0) {
            throw new IllegalStateException(
                    "no memory for frames of %dx%d".formatted(width, height));
        }
    }

    private BgrImage copy() {
        int width = scaled.width();
        int height = scaled.height();
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
