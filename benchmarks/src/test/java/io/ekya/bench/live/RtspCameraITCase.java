/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ekya.vision.Frame;
import io.ekya.vision.PictureSize;
import io.ekya.vision.live.DecoderDevice;
import io.ekya.vision.live.LiveAddress;
import io.ekya.vision.live.LiveFeed;
import io.ekya.vision.live.LiveOptions;
import io.ekya.vision.live.LiveOptions.Transport;
import io.ekya.vision.live.TlsCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real RTSP server with a login; {@code bench rtsp} kills and suspends it. */
@Timeout(300)
class RtspCameraITCase {

    private static void requireServer() throws Exception {
        Optional<String> missing = RtspServer.missing();
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElseThrow());
        }
    }

    private static LiveOptions options(Transport transport) {
        return new LiveOptions(
                new PictureSize(320, 192),
                0,
                transport,
                DecoderDevice.NONE,
                20_000,
                5_000,
                TlsCheck.SYSTEM);
    }

    @ParameterizedTest
    @CsvSource({"digest, TCP", "basic, TCP", "digest, UDP"})
    void logsInAndReadsFrames(String method, Transport transport, @TempDir Path folder)
            throws Exception {
        requireServer();
        String password = "hunter2/p@ss:w%40rd ?#&";
        try (RtspServer server = RtspServer.start(folder, "viewer", password, method)) {
            LiveAddress address = LiveAddress.of(server.url(), "viewer", password);
            try (LiveFeed feed = LiveFeed.open(address, options(transport))) {
                assertThat(feed.fps()).isEqualTo(15);
                long last = -1;
                for (int i = 0; i < 10; i++) {
                    Frame frame = feed.next();
                    assertThat(frame.image().width()).isEqualTo(320);
                    assertThat(frame.index()).isGreaterThan(last);
                    last = frame.index();
                }
            }
            LiveAddress wrong = LiveAddress.of(server.url(), "viewer", "hunter3");
            assertThatThrownBy(() -> LiveFeed.open(wrong, options(transport)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the camera refused the login")
                    .hasMessageNotContaining("hunter3");
        }
    }
}
