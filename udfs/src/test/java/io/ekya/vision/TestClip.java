/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Small clips whose frames show their own number, as 10 bits drawn in black and white columns. */
public final class TestClip {
    public static final int WIDTH = 160;
    public static final int HEIGHT = 64;

    /** An MP4 file that starts with its index, so that a truncated copy can be played. */
    static final String INDEX_FIRST = "mp4, index first";

    private static final int BITS = 10;
    private static final int COLUMN = WIDTH / BITS;

    private TestClip() {}

    /** Encodes a clip of 20 frames a second with a key frame every 12 and B-frames between. */
    public static Path encode(Path file, int frames, String format) throws IOException {
        FfmpegLog.silence();
        try (FFmpegFrameRecorder recorder =
                new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, 0)) {
            recorder.setFormat(format.equals(INDEX_FIRST) ? "mp4" : format);
            recorder.setVideoCodec(format.equals("hls") ? AV_CODEC_ID_H264 : AV_CODEC_ID_MPEG4);
            recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
            recorder.setVideoQuality(2);
            recorder.setVideoBitrate(2_000_000);
            recorder.setFrameRate(20);
            recorder.setGopSize(12);
            recorder.setMaxBFrames(2);
            if (format.equals("hls")) { // segments of 24 frames, two groups of pictures
                recorder.setOption("hls_time", "1.2");
                recorder.setOption("hls_list_size", "0");
            }
            if (format.equals(INDEX_FIRST)) {
                recorder.setOption("movflags", "faststart");
            }
            recorder.start();
            try (Frame picture = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3)) {
                for (int i = 0; i < frames; i++) {
                    draw(i, picture);
                    recorder.record(picture);
                }
            }
            recorder.stop();
        }
        return file;
    }

    /** Returns a picture that shows a number, as a JPEG. */
    public static byte[] jpeg(int number) {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        byte[] row = row(number);
        for (int y = 0; y < HEIGHT; y++) {
            System.arraycopy(row, 0, bgr, y * row.length, row.length);
        }
        return Jpeg.encode(new BgrImage(WIDTH, HEIGHT, bgr), 0.9);
    }

    private static void draw(int number, Frame picture) {
        ByteBuffer pixels = (ByteBuffer) picture.image[0];
        byte[] row = row(number);
        for (int y = 0; y < HEIGHT; y++) {
            pixels.put(y * picture.imageStride, row);
        }
    }

    private static byte[] row(int number) {
        byte[] row = new byte[3 * WIDTH];
        for (int x = 0; x < WIDTH; x++) {
            boolean set = (number >> (x / COLUMN) & 1) == 1;
            Arrays.fill(row, 3 * x, 3 * x + 3, (byte) (set ? 235 : 20));
        }
        return row;
    }

    /** Returns the number shown by a decoded frame. */
    public static int numberShown(BgrImage image) {
        int number = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int x = (bit * COLUMN + COLUMN / 2) * image.width() / WIDTH;
            int at = 3 * (image.height() / 2 * image.width() + x);
            number |= (image.bgr()[at] & 0xff) > 127 ? 1 << bit : 0;
        }
        return number;
    }
}
