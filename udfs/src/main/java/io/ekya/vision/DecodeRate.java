/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The speed at which a video file is decoded and scaledFrame on one core, by the feed or by direct
 * calls of FFmpeg's libraries with the same settings; the ratio shows the feed's overhead.
 *
 * @param frames decoded frames
 * @param seconds elapsed time
 */
public record DecodeRate(long frames, double seconds) {

    /** Returns the frames per second. */
    public double perSecond() {
        return frames / seconds;
    }

    /** Measures {@link VideoFileFeed}, excluding the time to index the file. */
    public static DecodeRate ofFeed(Path file, int width, int height) throws IOException {
        FeedOptions once = new FeedOptions(width, height, 0, false, 0);
        try (FrameFeed feed = VideoFileFeed.open(file, once)) {
            long start = System.nanoTime();
            long frames = 0;
            while (feed.next() != null) {
                frames++;
            }
            return new DecodeRate(frames, (System.nanoTime() - start) / 1e9);
        }
    }

    /** Measures FFmpeg alone, excluding the time to open the file. */
    public static DecodeRate ofBareFfmpeg(Path file, int width, int height) throws IOException {
        AVFormatContext format = new AVFormatContext(null);
        check(avformat_open_input(format, file.toString(), null, null), file);
        try {
            check(avformat_find_stream_info(format, (PointerPointer<?>) null), file);
            int stream =
                    check(
                            av_find_best_stream(
                                    format,
                                    AVMEDIA_TYPE_VIDEO,
                                    -1,
                                    -1,
                                    (PointerPointer<?>) null,
                                    0),
                            file);
            var parameters = format.streams(stream).codecpar();
            var codec = avcodec_find_decoder(parameters.codec_id());
            AVCodecContext decoder = avcodec_alloc_context3(codec);
            try {
                check(avcodec_parameters_to_context(decoder, parameters), file);
                decoder.thread_count(1);
                check(avcodec_open2(decoder, codec, (AVDictionary) null), file);
                return decode(format, stream, decoder, scaledFrame(width, height));
            } finally {
                avcodec_free_context(decoder);
            }
        } finally {
            avformat_close_input(format);
        }
    }

    private static AVFrame scaledFrame(int width, int height) {
        AVFrame frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_BGR24);
        frame.width(width);
        frame.height(height);
        av_frame_get_buffer(frame, 0);
        return frame;
    }

    private static DecodeRate decode(
            AVFormatContext format, int stream, AVCodecContext decoder, AVFrame scaledFrame) {
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        SwsContext scaler =
                sws_getContext(
                        decoder.width(),
                        decoder.height(),
                        decoder.pix_fmt(),
                        scaledFrame.width(),
                        scaledFrame.height(),
                        AV_PIX_FMT_BGR24,
                        SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null);
        long start = System.nanoTime();
        long frames = 0;
        boolean more = true;
        while (more) {
            more = av_read_frame(format, packet) >= 0;
            if (!more || packet.stream_index() == stream) {
                avcodec_send_packet(decoder, more ? packet : null);
                while (avcodec_receive_frame(decoder, frame) >= 0) {
                    sws_scale(
                            scaler,
                            frame.data(),
                            frame.linesize(),
                            0,
                            frame.height(),
                            scaledFrame.data(),
                            scaledFrame.linesize());
                    frames++;
                }
            }
            av_packet_unref(packet);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        sws_freeContext(scaler);
        av_frame_free(frame);
        av_frame_free(scaledFrame);
        av_packet_free(packet);
        return new DecodeRate(frames, seconds);
    }

    private static int check(int code, Path file) throws IOException {
        if (code < 0) {
            throw new IOException("FFmpeg cannot play %s (error %d)".formatted(file, code));
        }
        return code;
    }
}
