/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_find_type_by_name;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import io.ekya.vision.BgrImage;
import io.ekya.vision.FfmpegError;
import io.ekya.vision.FrameScaler;
import io.ekya.vision.Geometry;
import io.ekya.vision.Jpeg;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the packets of a live stream on one thread, or on a device, and scales the frames. Holds
 * native memory; not thread-safe.
 */
final class LiveDecoder implements AutoCloseable {
    private final LiveInput input;
    private final AVCodecContext codec;
    private final AVFrame decoded = av_frame_alloc();
    private final AVFrame copied = av_frame_alloc();
    private final FrameScaler scaler;

    private LiveDecoder(LiveInput input, AVCodecContext codec, LiveOptions options) {
        this.input = input;
        this.codec = codec;
        this.scaler = new FrameScaler(options.size());
    }

    /**
     * Creates a decoder.
     *
     * @throws IOException if FFmpeg has no decoder for the stream, or not on this device
     */
    static LiveDecoder open(LiveInput input, LiveOptions options) throws IOException {
        AVCodecParameters stream = input.video().codecpar();
        AVCodec decoder = avcodec_find_decoder(stream.codec_id());
        if (decoder == null) {
            throw new IOException("there is no decoder for the camera's video; use H.264 or JPEG");
        }
        LiveDecoder opened = new LiveDecoder(input, avcodec_alloc_context3(decoder), options);
        try {
            opened.start(decoder, stream, options.decoder());
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private void start(AVCodec decoder, AVCodecParameters stream, DecoderDevice device)
            throws IOException {
        check(avcodec_parameters_to_context(codec, stream), "its format is not supported");
        codec.thread_count(1);
        codec.max_pixels(Jpeg.MAX_PIXELS);
        // Deliver damaged frames, marked as such, instead of dropping them silently.
        int flags = codec.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT;
        codec.flags(stream.video_delay() == 0 ? flags | AV_CODEC_FLAG_LOW_DELAY : flags);
        if (device != DecoderDevice.NONE) {
            attach(device);
        }
        check(avcodec_open2(codec, decoder, (AVDictionary) null), "its decoder cannot be started");
    }

    private void attach(DecoderDevice device) throws IOException {
        String fix = "decoding on " + device.ffmpegName() + " is not available; use none";
        int type = av_hwdevice_find_type_by_name(device.ffmpegName());
        AVBufferRef reference = new AVBufferRef(null);
        check(av_hwdevice_ctx_create(reference, type, (String) null, null, 0), fix);
        codec.hw_device_ctx(reference); // is released with the codec
    }

    private static void check(int code, String problem) throws IOException {
        if (code < 0) {
            throw new IOException(
                    "the camera cannot be decoded: %s (%s)"
                            .formatted(problem, FfmpegError.text(code)));
        }
    }

    /**
     * Gives the decoder a packet.
     *
     * @return false if it cannot be decoded
     */
    boolean send(AVPacket packet) {
        return avcodec_send_packet(codec, packet) >= 0;
    }

    /** Decodes the next frame; returns false if another packet is needed. */
    boolean receive() {
        av_frame_unref(decoded);
        return avcodec_receive_frame(codec, decoded) >= 0;
    }

    /** Whether the frame was decoded with errors. */
    boolean isDamaged() {
        return decoded.decode_error_flags() != 0
                || (decoded.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    }

    /** Returns the frame, scaled; null if it could not be copied from the device or scaled. */
    @Nullable BgrImage image() {
        if (decoded.hw_frames_ctx() == null) {
            return scaled(decoded);
        }
        av_frame_unref(copied);
        return av_hwframe_transfer_data(copied, decoded, 0) < 0
                        || av_frame_copy_props(copied, decoded) < 0
                ? null
                : scaled(copied);
    }

    private @Nullable BgrImage scaled(AVFrame frame) {
        return scaler.scale(frame, input.context(), input.video());
    }

    /** Returns what is done with the frames; null before the first one. */
    @Nullable Geometry geometry() {
        return scaler.geometry();
    }

    @Override
    public void close() {
        av_frame_free(decoded);
        av_frame_free(copied);
        avcodec_free_context(codec);
        scaler.close();
    }
}
