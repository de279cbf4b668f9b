/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.BgrImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Videos to decode: local test videos, or an encoded synthetic street. */
final class Clips {
    /** Environment variable with the path of a folder that has a sub-folder {@code videos}. */
    private static final String DATA = "EKYA_TEST_DATA";

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int FPS = 25;
    private static final int FRAMES = 150;

    private Clips() {}

    /**
     * Returns the local MP4 files by name, or a generated one if there are none.
     *
     * @param folder for the generated file
     */
    static List<Path> find(Path folder) throws IOException {
        Path videos = Path.of(System.getenv().getOrDefault(DATA, "")).resolve("videos");
        if (System.getenv(DATA) != null && Files.isDirectory(videos)) {
            try (Stream<Path> files = Files.list(videos)) {
                List<Path> found =
                        files.filter(f -> f.toString().endsWith(".mp4")).sorted().toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of(ofStreet(folder, FRAMES));
    }

    /** Returns a generated clip, 1280 x 720. */
    static Path ofStreet(Path folder, int frames) throws IOException {
        return encodeStreet(folder.resolve("street.mp4"), frames);
    }

    private static Path encodeStreet(Path file, int frames) throws IOException {
        try (StreetFeed street =
                        StreetFeed.open(new StreetOptions(11, WIDTH, HEIGHT, FPS, 6, List.of()));
                FFmpegFrameRecorder recorder =
                        new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, 0);
                Frame picture = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3)) {
            recorder.setFormat("mp4");
            recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
            recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
            recorder.setVideoQuality(4);
            recorder.setFrameRate(FPS);
            recorder.start();
            for (int i = 0; i < frames; i++) {
                copy(Objects.requireNonNull(street.next()).image(), picture);
                recorder.record(picture);
            }
            recorder.stop();
        }
        return file;
    }

    private static void copy(BgrImage image, Frame picture) {
        ByteBuffer pixels = (ByteBuffer) picture.image[0];
        for (int y = 0; y < HEIGHT; y++) {
            pixels.put(y * picture.imageStride, image.bgr(), 3 * WIDTH * y, 3 * WIDTH);
        }
    }
}
