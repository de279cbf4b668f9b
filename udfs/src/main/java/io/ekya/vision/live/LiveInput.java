/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.ekya.vision.FfmpegError;
import io.ekya.vision.FfmpegLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** The connection to a live camera, which yields packets. Holds native memory; not thread-safe. */
final class LiveInput implements AutoCloseable {
    private static final long CLOSE_MILLIS = 1_000;
    private static final long POLL_NANOS = 5_000_000;

    static {
        FfmpegLog.silence();
        avdevice_register_all();
    }

    private final LiveAddress address;
    private final Deadline deadline;
    private final AVFormatContext context;
    private final OpenInputs.Input open;
    private AVStream video = new AVStream(null);

    private LiveInput(LiveAddress address, Deadline deadline, AVFormatContext context) {
        this.address = address;
        this.deadline = deadline;
        this.context = context;
        this.open = OpenInputs.add(context, address, deadline);
    }

    /**
     * Connects to a camera.
     *
     * @throws IOException if there is no video within the time for opening
     */
    static LiveInput open(LiveAddress address, LiveOptions options) throws IOException {
        Deadline deadline = new Deadline();
        deadline.in(options.openMillis());
        LiveInput input = new LiveInput(address, deadline, avformat_alloc_context());
        try {
            input.connect(options);
            return input;
        } catch (IOException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    private void connect(LiveOptions options) throws IOException {
        AVDictionary all = new AVDictionary(null);
        InputOptions.of(address, options).forEach((key, value) -> av_dict_set(all, key, value, 0));
        if (address.kind() == LiveAddress.Kind.V4L2) {
            context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
        }
        int code = avformat_open_input(context, address.withCredentials(), format(), all);
        av_dict_free(all);
        if (code < 0) {
            throw failed("cannot be opened", code, options.openMillis());
        }
        if (!isDescribed()) {
            code = avformat_find_stream_info(context, (PointerPointer<?>) null);
        }
        int stream =
                code < 0
                        ? code
                        : av_find_best_stream(
                                context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (stream < 0) {
            throw failed("delivers no video", stream, options.openMillis());
        }
        video = context.streams(stream);
    }

    /**
     * Whether packets can be decoded without reading ahead, which would wait for several frames.
     */
    private boolean isDescribed() {
        return address.kind() == LiveAddress.Kind.V4L2 || formatName().contains("jpeg");
    }

    private @Nullable AVInputFormat format() {
        return switch (address.kind()) {
            case RTSP -> av_find_input_format("rtsp");
            case V4L2 -> av_find_input_format("video4linux2");
            case HTTP -> null;
        };
    }

    /** Reads the next packet of the video into an empty packet; waits as long as allowed. */
    void read(AVPacket packet, Watchdog watchdog) throws IOException {
        deadline.in(watchdog.remainingMillis());
        while (true) {
            int code = deadline.isOver() ? AVERROR_EOF : av_read_frame(context, packet);
            if (code == FfmpegError.AGAIN) {
                LockSupport.parkNanos(POLL_NANOS);
            } else if (code < 0) {
                throw failed("was lost", code, watchdog.limitMillis());
            } else if (packet.stream_index() == video.index()) {
                return;
            } else {
                av_packet_unref(packet);
            }
        }
    }

    AVFormatContext context() {
        return context;
    }

    AVStream video() {
        return video;
    }

    /** FFmpeg's name of the stream's format, such as {@code rtsp}. */
    String formatName() {
        return context.iformat().name().getString();
    }

    /** The frame rate that the stream states; not positive if it states none. */
    double fps() {
        double average = value(video.avg_frame_rate());
        return average > 0 ? average : value(video.r_frame_rate());
    }

    private static double value(AVRational rational) {
        return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
    }

    private IOException failed(String what, int code, long millis) {
        deadline.rethrow();
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedIOException("reading camera " + address + " was interrupted");
        }
        String reason =
                deadline.hasPassed()
                        ? "no frame within %d ms".formatted(millis)
                        : code == AVERROR_EOF ? "the stream has ended" : FfmpegError.text(code);
        return new IOException("camera %s %s: %s".formatted(address, what, reason));
    }

    @Override
    public void close() {
        deadline.toClose(CLOSE_MILLIS);
        avformat_close_input(context); // does nothing if opening failed and freed it
        OpenInputs.remove(open);
    }
}
