/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ekya.vision.BadFrameException;
import io.ekya.vision.BgrImage;
import io.ekya.vision.PictureSize;
import io.ekya.vision.TestClip;
import io.ekya.vision.TestRecorder;
import io.ekya.vision.live.LiveOptions.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live cameras whose pictures have other proportions, or cannot be decoded at all. */
@Timeout(60)
class LivePicturesTest {
    @TempDir Path folder = Path.of("");

    private static LiveOptions options(PictureSize size) {
        return new LiveOptions(
                size, 0, Transport.TCP, DecoderDevice.NONE, 1_500, 1_000, TlsCheck.SYSTEM);
    }

    @Test
    void picturesKeepTheirProportions() throws Exception {
        try (HttpCamera camera = HttpCamera.mjpeg(c -> c.framesFrom(0, 20));
                LiveFeed feed = LiveFeed.open(camera.address(), options(new PictureSize(0, 0)))) {
            BgrImage image = feed.next().image();
            // 160x64
            assertThat(image.width()).isEqualTo(320);
            assertThat(image.height()).isEqualTo(128);
            assertThat(feed.geometry()).hasToString("source 160×64, used as 320×128");
        }
        PictureSize square = new PictureSize(TestClip.WIDTH, TestClip.WIDTH);
        try (HttpCamera camera = HttpCamera.mjpeg(c -> c.framesFrom(0, 20));
                LiveFeed feed = LiveFeed.open(camera.address(), options(square))) {
            BgrImage image = feed.next().image();
            assertThat(image.height()).isEqualTo(TestClip.WIDTH);
            assertThat(image.bgr()[0]).as("a grey bar").isEqualTo((byte) 114);
            assertThat(TestClip.numberShown(image)).isLessThan(20);
        }
    }

    /** A transport stream from whose second half on there is no key frame. */
    private byte[] withoutKeyFrames() throws IOException {
        Path file =
                new TestRecorder()
                        .frames(100, 20)
                        .with(
                                r -> {
                                    r.setVideoCodec(avcodec.AV_CODEC_ID_H264);
                                    r.setGopSize(1_000);
                                })
                        .encode(folder.resolve("key.ts"), "mpegts");
        byte[] whole = Files.readAllBytes(file);
        int packet = 188;
        byte[] cut = Arrays.copyOfRange(whole, whole.length / packet / 2 * packet, whole.length);
        byte[] stream = Arrays.copyOf(whole, 3 * packet + cut.length); // tables first
        System.arraycopy(cut, 0, stream, 3 * packet, cut.length);
        return stream;
    }

    @Test
    void aStreamWithoutKeyFramesIsLostWithThatReason() throws Exception {
        byte[] stream = withoutKeyFrames();
        try (HttpCamera camera = HttpCamera.empty()) {
            camera.serve(
                    "/video",
                    exchange -> {
                        exchange.getResponseHeaders().set("Content-Type", "video/mp2t");
                        exchange.sendResponseHeaders(200, 0);
                        OutputStream out = exchange.getResponseBody();
                        while (true) { // until the client goes away
                            out.write(stream);
                        }
                    });
            Throwable thrown = catchThrowable(() -> readUntilLost(camera));
            assertThat(thrown)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("delivers no key frame")
                    .hasMessageContaining("have it send key frames more often");
        }
    }

    private static void readUntilLost(HttpCamera camera) throws IOException {
        try (LiveFeed feed = LiveFeed.open(camera.address(), options(new PictureSize(160, 96)))) {
            while (true) {
                try {
                    feed.next();
                } catch (BadFrameException e) {
                    // the next one may be better
                }
            }
        }
    }
}
