/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.vision.FeedOptions;
import io.ekya.vision.VideoFileFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Video files; the decoder is native code, in which a bad access would end this process. */
record VideoTarget(Path folder) implements Target {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final int FRAMES = 10;
    private static final int MOST_FRAMES = 200;
    private static final FeedOptions OPTIONS = new FeedOptions(32, 24, 0, false, 0);

    @Override
    public String name() {
        return "videos";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (String suffix : List.of("mp4", "avi", "mkv")) {
            Path file = folder.resolve("seed." + suffix);
            try (FFmpegFrameRecorder recorder =
                            new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, 0);
                    Frame frame = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3)) {
                recorder.start();
                for (int i = 0; i < FRAMES; i++) {
                    recorder.record(frame);
                }
            }
            all.add(Files.readAllBytes(file));
        }
        return all;
    }

    @Override
    public boolean accepts(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("video"), input);
        try (VideoFileFeed feed = VideoFileFeed.open(file, OPTIONS)) {
            return Frames.read(feed, MOST_FRAMES) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
