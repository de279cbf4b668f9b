/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_STILL_IMAGE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_TIMED_THUMBNAILS;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/** A video file that FFmpeg has opened, as packets. Holds native memory; not thread-safe. */
final class VideoInput implements AutoCloseable {
    static {
        FfmpegLog.silence();
    }

    /**
     * Containers and raw streams; those of sound have no video stream and are named so. Playlists
     * and scripts are not among them, since they would read other files.
     */
    private static final String FORMATS =
            "mov,matroska,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,vvc,av1,obu,ivf,flv,asf,ogg,mxf,"
                    + "nut,dv,rm,gif,apng,mjpeg,yuv4mpegpipe,wtv,dhav,h263,h261,vc1,"
                    + "wav,mp3,flac,aac";

    /** Streams that accompany others: covers, thumbnails. */
    private static final int NO_VIDEO =
            AV_DISPOSITION_ATTACHED_PIC
                    | AV_DISPOSITION_TIMED_THUMBNAILS
                    | AV_DISPOSITION_STILL_IMAGE;

    private final Path file;
    private final AVFormatContext context;

    private VideoInput(Path file, AVFormatContext context) {
        this.file = file;
        this.context = context;
    }

    /**
     * Opens a file.
     *
     * @param maxPixels most pixels of a frame
     * @throws IOException if it is missing or not a video; the message states a fix
     */
    static VideoInput open(Path file, long maxPixels) throws IOException {
        checkFile(file);
        VideoInput input = new VideoInput(file, avformat_alloc_context());
        try {
            input.start(maxPixels);
            return input;
        } catch (IOException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    private void start(long maxPixels) throws IOException {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        av_dict_set(options, "format_whitelist", FORMATS, 0);
        String address = "file:" + file.toAbsolutePath();
        int code = avformat_open_input(context, address, null, options);
        av_dict_free(options);
        if (code >= 0) {
            code = avformat_find_stream_info(context, (PointerPointer<?>) null);
        }
        if (code < 0) {
            throw new IOException(
                    ("video file %s cannot be opened: its format is not supported by FFmpeg, "
                                    + "or it was truncated before its index was written; check it with "
                                    + "another player, or copy or convert it again (%s)")
                            .formatted(file, FfmpegError.text(code)));
        }
        List<Integer> videos = videos();
        if (videos.isEmpty()) {
            throw new IOException(
                    "video file %s has no video stream; give a file that has one".formatted(file));
        }
        for (int video : videos) {
            int width = stream(video).codecpar().width();
            int height = stream(video).codecpar().height();
            if ((long) width * height > maxPixels) {
                throw new IOException(
                        "video file %s has %dx%d pixels, more than the %d allowed; scale it down"
                                .formatted(file, width, height, maxPixels));
            }
        }
    }

    private static void checkFile(Path file) throws IOException {
        String problem =
                !Files.exists(file)
                        ? "does not exist; check the path"
                        : !Files.isRegularFile(file)
                                ? "is not a regular file; give the path of a video file"
                                : !Files.isReadable(file)
                                        ? "is not readable; grant read permission to the user "
                                                + "of this process"
                                        : Files.size(file) == 0
                                                ? "is empty; copy it again"
                                                : notAVideo(file);
        if (!problem.isEmpty()) {
            throw new IOException("video file %s %s".formatted(file, problem));
        }
    }

    private static String notAVideo(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(16);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("#EXTM3U") || text.startsWith("ffconcat")) {
            return "is a playlist; give the path of a video file";
        }
        return text.startsWith("version http")
                ? "is a Git LFS pointer, not the video itself; fetch it with git lfs pull"
                : "";
    }

    /** Returns the numbers of the video streams, without covers and thumbnails. */
    List<Integer> videos() {
        List<Integer> videos = new ArrayList<>();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = stream(i);
            if (stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                    && (stream.disposition() & NO_VIDEO) == 0) {
                videos.add(i);
            }
        }
        return videos;
    }

    /** Has only packets of these streams read. */
    void select(List<Integer> streams) {
        for (int i = 0; i < context.nb_streams(); i++) {
            stream(i).discard(streams.contains(i) ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
        }
    }

    /** Reads the next packet into an empty one; returns false at the end. */
    boolean read(AVPacket packet) {
        return av_read_frame(context, packet) >= 0;
    }

    /** Goes to a key frame that is shown at or before this stamp; returns false if it cannot. */
    boolean seek(int stream, long stamp) {
        return av_seek_frame(context, stream, stamp, AVSEEK_FLAG_BACKWARD) >= 0;
    }

    AVStream stream(int number) {
        return context.streams(number);
    }

    AVFormatContext context() {
        return context;
    }

    Path file() {
        return file;
    }

    /** The frames per second that a stream states; not positive if it states none. */
    double fps(int stream) {
        double average = value(stream(stream).avg_frame_rate());
        return average > 0 ? average : value(stream(stream).r_frame_rate());
    }

    private static double value(AVRational rational) {
        return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
    }

    @Override
    public void close() {
        avformat_close_input(context); // does nothing if opening failed and freed it
    }
}
