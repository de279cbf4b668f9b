/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.ConfigLoader;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TurnstileTest {
    private static final Frame FRAME =
            new Frame(0, 0, new BgrImage(1, 1, new byte[3]), List.of(), new int[0], false);

    private static CameraConfig camera() {
        String yaml = "cameras: [{id: camera, source: \"synthetic:\"}]";
        return new ConfigLoader().parse("test", yaml, List.of()).cameras().get(0);
    }

    @Test
    void admitsTheRequestedFramesAndWaitsForTheLast() throws Exception {
        try (Turnstile gate = Turnstile.open("test", c -> new StoredFeed(List.of(FRAME)));
                FrameFeed feed = Turnstile.feeds("test").open(camera())) {
            CompletableFuture<Long> job =
                    CompletableFuture.supplyAsync(
                            () -> {
                                long last = -1;
                                for (int i = 0; i < 5; i++) {
                                    last = next(feed);
                                    gate.exit(i != 3);
                                }
                                return last;
                            });
            assertThat(gate.pass(2).seconds()).isPositive();
            assertThat(job).isNotDone();
            gate.pass(3);
            assertThat(job.get()).isEqualTo(4);
            assertThat(gate.bad()).isEqualTo(1);
        }
        assertThatThrownBy(() -> Turnstile.named("test")).isInstanceOf(IllegalStateException.class);
    }

    private static long next(FrameFeed feed) {
        try {
            Frame frame = feed.next();
            return frame == null ? -1 : frame.index();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
