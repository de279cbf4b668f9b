/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one stream of a video file with FFmpeg, with one decoding thread (a site has many cameras
 * and few cores). Holds native memory.
 */
final class VideoDecoder implements AutoCloseable {

    /**
     * A decoded frame.
     *
     * @param stamp its time stamp, in the stream's unit
     * @param key whether it is a key frame
     */
    record Decoded(long stamp, boolean key) {}

    private final VideoInput input;
    private final int stream;
    private final FrameScaler scaler;
    private final AVCodecContext codec;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private boolean flushed;

    private VideoDecoder(VideoInput input, int stream, PictureSize size, AVCodecContext codec) {
        this.input = input;
        this.stream = stream;
        this.scaler = new FrameScaler(size);
        this.codec = codec;
    }

    /**
     * Opens a file.
     *
     * @param stream number of the stream to decode
     */
    static VideoDecoder open(Path file, int stream, PictureSize size) throws IOException {
        VideoInput input = VideoInput.open(file, Jpeg.MAX_PIXELS);
        try {
            AVCodec decoder = avcodec_find_decoder(input.stream(stream).codecpar().codec_id());
            if (decoder == null) {
                throw new IOException(
                        "video file %s cannot be decoded: there is no decoder for it; convert it to H.264"
                                .formatted(file));
            }
            VideoDecoder opened =
                    new VideoDecoder(input, stream, size, avcodec_alloc_context3(decoder));
            try {
                opened.start(decoder);
                return opened;
            } catch (IOException | RuntimeException | Error e) {
                opened.release();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    private void start(AVCodec decoder) throws IOException {
        input.select(List.of(stream));
        int code = avcodec_parameters_to_context(codec, input.stream(stream).codecpar());
        if (code >= 0) {
            codec.pkt_timebase(input.stream(stream).time_base());
            codec.thread_count(1);
            codec.max_pixels(Jpeg.MAX_PIXELS);
            // Deliver damaged frames, marked as such, instead of dropping them silently.
            codec.flags(codec.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
            code = avcodec_open2(codec, decoder, (AVDictionary) null);
        }
        if (code < 0) {
            throw new IOException(
                    "video file %s cannot be decoded (%s); convert it again"
                            .formatted(input.file(), FfmpegError.text(code)));
        }
    }

    /** Returns the size of the images; a side that is not given is 0 before the first one. */
    PictureSize size() {
        return scaler.size();
    }

    /** Returns what is done with the frames; null before the first one. */
    @Nullable Geometry geometry() {
        return scaler.geometry();
    }

    /**
     * Goes to a key frame that is shown at or before this stamp; returns false if it cannot, and
     * then must not be used any more.
     */
    boolean seek(long stamp) {
        avcodec_flush_buffers(codec);
        flushed = false;
        return input.seek(stream, stamp);
    }

    /** Passes over packets of the stream without decoding them. */
    void pass(long packets) {
        for (long i = 0; i < packets && read(); i++) {
            av_packet_unref(packet);
        }
    }

    /** Reads the stream's next packet; not every container leaves out those of others. */
    private boolean read() {
        while (input.read(packet)) {
            if (packet.stream_index() == stream) {
                return true;
            }
            av_packet_unref(packet);
        }
        return false;
    }

    /** Returns the next frame, or null at the end. Packets that cannot be decoded yield none. */
    @Nullable Decoded grab() {
        while (avcodec_receive_frame(codec, frame) < 0) {
            if (flushed) {
                return null;
            }
            flushed = !read();
            avcodec_send_packet(codec, flushed ? null : packet);
            av_packet_unref(packet);
        }
        long stamp = frame.pts() != AV_NOPTS_VALUE ? frame.pts() : frame.best_effort_timestamp();
        return new Decoded(stamp, (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0);
    }

    /** Returns the picture of the newest frame; null if it is damaged. */
    @Nullable BgrImage image() {
        return isDamaged() ? null : scaler.scale(frame, input.context(), input.stream(stream));
    }

    private boolean isDamaged() {
        return frame.decode_error_flags() != 0
                || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    }

    @Override
    public void close() {
        release();
        input.close();
    }

    private void release() {
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(codec);
        scaler.close();
    }
}
