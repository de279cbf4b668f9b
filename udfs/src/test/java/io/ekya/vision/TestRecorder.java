/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Encodes clips whose pictures, stamps and geometry a test chooses. */
public final class TestRecorder {
    private int frames = 10;
    private double fps = 20;
    private IntFunction<BgrImage> pictures = i -> Marks.picture(160, 96);
    private IntToLongFunction micros = i -> -1;
    private Consumer<FFmpegFrameRecorder> settings = r -> {};

    /** Sets the number of frames and their rate. */
    public TestRecorder frames(int number, double rate) {
        frames = number;
        fps = rate;
        return this;
    }

    TestRecorder pictures(IntFunction<BgrImage> ofFrames) {
        pictures = ofFrames;
        return this;
    }

    /** Sets the times of the frames; they are rounded to the frame rate. */
    TestRecorder micros(IntToLongFunction ofFrames) {
        micros = ofFrames;
        return this;
    }

    /** Sets more of the recorder. */
    public TestRecorder with(Consumer<FFmpegFrameRecorder> more) {
        settings = more;
        return this;
    }

    /** Has the video say that it must be turned; a, b, c and d are 1, 0 or -1. */
    TestRecorder matrix(int a, int b, int c, int d) {
        ByteBuffer matrix = ByteBuffer.allocateDirect(36).order(ByteOrder.nativeOrder());
        for (int value : new int[] {a, b, 0, c, d, 0, 0, 0}) {
            matrix.putInt(value << 16);
        }
        matrix.putInt(1 << 30);
        matrix.flip();
        return with(r -> r.setVideoSideData("Display Matrix", matrix));
    }

    /** Encodes the clip into a file. */
    public Path encode(Path file, String format) throws IOException {
        FfmpegLog.silence();
        BgrImage first = pictures.apply(0);
        try (FFmpegFrameRecorder recorder =
                new FFmpegFrameRecorder(file.toFile(), first.width(), first.height(), 0)) {
            recorder.setFormat(format);
            recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
            recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
            recorder.setVideoQuality(2);
            recorder.setVideoBitrate(2_000_000);
            recorder.setFrameRate(fps);
            recorder.setGopSize(12);
            settings.accept(recorder);
            recorder.start();
            try (Frame picture = new Frame(first.width(), first.height(), Frame.DEPTH_UBYTE, 3)) {
                for (int i = 0; i < frames; i++) {
                    draw(pictures.apply(i), picture);
                    if (micros.applyAsLong(i) >= 0) {
                        recorder.setTimestamp(micros.applyAsLong(i));
                    }
                    recorder.record(picture);
                }
            }
            recorder.stop();
        }
        return file;
    }

    private static void draw(BgrImage image, Frame picture) {
        ByteBuffer pixels = (ByteBuffer) picture.image[0];
        for (int y = 0; y < image.height(); y++) {
            pixels.put(
                    y * picture.imageStride, image.bgr(), 3 * y * image.width(), 3 * image.width());
        }
    }
}
