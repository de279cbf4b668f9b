/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a video file with FFmpeg, scaled to one size, with one decoding thread (a site has many
 * cameras and few cores). Holds native memory.
 */
final class VideoDecoder implements AutoCloseable {
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

    /**
     * A decoded frame.
     *
     * @param micros timestamp
     * @param key whether it is a key frame
     * @param image null if it was not requested or is damaged
     */
    record Decoded(long micros, boolean key, @Nullable BgrImage image) {}

    private final Path file;
    private final FFmpegFrameGrabber grabber;
    private final int width;
    private final int height;

    private VideoDecoder(Path file, FFmpegFrameGrabber grabber, int width, int height) {
        this.file = file;
        this.grabber = grabber;
        this.width = width;
        this.height = height;
    }

    static VideoDecoder open(Path file, int width, int height) throws IOException {
        return open(file, width, height, Jpeg.MAX_PIXELS);
    }

    /**
     * Opens a file.
     *
     * @param maxPixels most pixels of a frame, before it is scaled
     */
    static VideoDecoder open(Path file, int width, int height, long maxPixels) throws IOException {
        checkFile(file);
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        grabber.setImageWidth(width);
        grabber.setImageHeight(height);
        grabber.setOption("protocol_whitelist", "file");
        grabber.setOption("format_whitelist", FORMATS);
        grabber.setVideoOption("threads", "1");
        grabber.setVideoOption("max_pixels", Long.toString(maxPixels));
        // Deliver damaged frames, marked as such, instead of dropping them silently.
        grabber.setVideoOption("flags", "+output_corrupt");
        try {
            grabber.start();
            if (!grabber.hasVideo()) {
                throw new IOException(
                        "video file %s has no video stream; give a file that has one"
                                .formatted(file));
            }
            String size = tooLarge(grabber, maxPixels);
            if (!size.isEmpty()) {
                throw new IOException("video file %s %s".formatted(file, size));
            }
            discardOtherStreams(grabber.getVideoStream(), grabber.getFormatContext());
            return new VideoDecoder(file, grabber, width, height);
        } catch (FFmpegFrameGrabber.Exception e) {
            String size = tooLarge(grabber, maxPixels);
            release(grabber);
            if (!size.isEmpty()) {
                throw new IOException("video file %s %s".formatted(file, size), e);
            }
            throw new IOException(
                    ("video file %s cannot be opened: its format is not supported by FFmpeg, "
                                    + "or it was truncated before its index was written; check it with "
                                    + "another player, or copy or convert it again (%s)")
                            .formatted(file, reason(e)),
                    e);
        } catch (IOException | RuntimeException e) {
            release(grabber);
            throw e;
        }
    }

    /** Returns what is wrong with the size of the largest video stream; empty if nothing is. */
    private static String tooLarge(FFmpegFrameGrabber grabber, long maxPixels) {
        AVFormatContext context = grabber.getFormatContext();
        for (int i = 0; context != null && !context.isNull() && i < context.nb_streams(); i++) {
            AVCodecParameters stream = context.streams(i).codecpar();
            if ((long) stream.width() * stream.height() > maxPixels) {
                return "has %dx%d pixels, more than the %d allowed; scale it down"
                        .formatted(stream.width(), stream.height(), maxPixels);
            }
        }
        return "";
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

    private static void discardOtherStreams(int stream, AVFormatContext context) {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (i != stream) {
                context.streams(i).discard(AVDISCARD_ALL);
            }
        }
    }

    /** Reads the file to its end; the decoder cannot be used afterwards. */
    VideoIndex index() throws IOException {
        return VideoIndex.read(grabber);
    }

    /** Returns the frames per second stated by the file; not positive if it states none. */
    double fps() {
        return grabber.getVideoFrameRate();
    }

    /** Seeks to the frame with this timestamp, or slightly before it. */
    void seek(long micros, long firstMicros) throws IOException {
        try {
            grabber.setVideoTimestamp(micros - firstMicros);
        } catch (FFmpegFrameGrabber.Exception e) {
            throw failed(e);
        }
    }

    /** Returns the next frame, or null at the end. */
    @Nullable Decoded grab(boolean withImage) throws IOException {
        org.bytedeco.javacv.Frame frame;
        try {
            frame = grabber.grabFrame(false, true, withImage, false, false);
        } catch (FFmpegFrameGrabber.Exception e) {
            throw failed(e);
        }
        if (frame == null) {
            return null;
        }
        if (!withImage) {
            return new Decoded(frame.timestamp, frame.keyFrame, null);
        }
        boolean damaged =
                frame.opaque instanceof AVFrame picture
                        && (picture.decode_error_flags() != 0
                                || (picture.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0);
        return new Decoded(frame.timestamp, frame.keyFrame, damaged ? null : copy(frame));
    }

    private IOException failed(FFmpegFrameGrabber.Exception e) {
        return new IOException(
                "video file %s cannot be decoded further (%s); convert it again"
                        .formatted(file, reason(e)),
                e);
    }

    /** Returns the message without the hints for programmers that JavaCV adds. */
    private static String reason(FFmpegFrameGrabber.Exception e) {
        return String.valueOf(e.getMessage())
                .replaceAll(" \\((Has|For) [^()]*(\\(\\)[^()]*)*\\)", "");
    }

    private BgrImage copy(org.bytedeco.javacv.Frame frame) {
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        byte[] bgr = new byte[3 * width * height];
        int row = 3 * width;
        if (frame.imageStride == row) {
            pixels.get(0, bgr, 0, bgr.length);
        } else {
            for (int y = 0; y < height; y++) {
                pixels.get(y * frame.imageStride, bgr, y * row, row);
            }
        }
        return new BgrImage(width, height, bgr);
    }

    @Override
    public void close() {
        release(grabber);
    }

    private static void release(FFmpegFrameGrabber grabber) {
        try {
            grabber.release();
        } catch (FFmpegFrameGrabber.Exception e) {
            throw new IllegalStateException("FFmpeg failed to release its memory", e);
        }
    }
}
