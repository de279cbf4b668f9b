/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Writes test videos of random noise. */
public final class TestingVideo {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 96;

    private TestingVideo() {}

    /**
     * Writes an MP4 file with its index at the start, so that a truncated file can still be read.
     */
    public static Path write(Path file, int frames, double fps) throws IOException {
        try (FFmpegFrameRecorder recorder =
                        new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, 0);
                Frame picture = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3)) {
            recorder.setFormat("mp4");
            recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
            recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(fps);
            recorder.setGopSize(5);
            recorder.setOption("movflags", "faststart");
            recorder.start();
            Random random = new Random(1);
            byte[] row = new byte[3 * WIDTH];
            ByteBuffer pixels = (ByteBuffer) picture.image[0];
            for (int i = 0; i < frames; i++) {
                for (int y = 0; y < HEIGHT; y++) {
                    random.nextBytes(row);
                    pixels.put(y * picture.imageStride, row);
                }
                recorder.record(picture);
            }
            recorder.stop();
        }
        return file;
    }

    /** Truncates a file to a fraction of its bytes. */
    public static Path truncate(Path file, double fraction) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(bytes, (int) (fraction * bytes.length)));
    }
}
