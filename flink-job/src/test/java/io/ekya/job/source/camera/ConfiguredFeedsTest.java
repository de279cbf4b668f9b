/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConfiguredFeedsTest {

    @Test
    void opensALiveCameraAsConfigured() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String source = "rtsp://127.0.0.1:" + silent.getLocalPort() + "/1";
            CameraConfig camera =
                    new ConfigLoader(Map.of("PASSWORD", "hunter2"))
                            .parse(
                                    "test",
                                    """
                                    cameras:
                                      - id: gate
                                        source: "%s"
                                        regions: motion
                                        live:
                                          user: me
                                          password: "${PASSWORD}"
                                          transport: udp
                                          openSeconds: 0.4
                                    """
                                            .formatted(source),
                                    List.of())
                            .cameras()
                            .get(0);
            assertThatThrownBy(() -> new ConfiguredFeeds().open(camera))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "camera rtsp://***@127.0.0.1:%d/1 cannot be opened: no frame within 400 ms",
                            silent.getLocalPort());
        }
    }
}
