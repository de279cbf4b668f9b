/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.vision.FeedOptions;
import io.ekya.vision.SampleListFeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists of images with boxes and classes. */
record SampleListTarget(Path folder) implements Target {
    private static final int MOST_FRAMES = 1_000;
    private static final FeedOptions OPTIONS = new FeedOptions(40, 24, 0, false, 0);

    @Override
    public String name() {
        return "sample lists";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        Files.write(folder.resolve("0.png"), ImageTarget.seeds("png").get(0));
        return List.of(
                """
                idx,imgpath,class,x0,y0,x1,y1
                0,0.png,car,2,1,16,15
                0,0.png,person,10,2,12,15
                1,0.png,,,,,
                """
                        .getBytes(StandardCharsets.UTF_8),
                "\ufeffclass;x0;y0;x1;y1;imgpath;idx\n7;0,1;0,1;0,5;0,9;.\\0.png;0\n"
                        .getBytes(StandardCharsets.UTF_16LE));
    }

    @Override
    public boolean accepts(byte[] input) throws IOException {
        Files.write(folder.resolve("list.csv"), input);
        try (SampleListFeed feed = SampleListFeed.open(folder, OPTIONS)) {
            return Frames.read(feed, MOST_FRAMES) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
