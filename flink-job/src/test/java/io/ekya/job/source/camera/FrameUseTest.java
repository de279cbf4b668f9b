/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Frame;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameUseTest {
    private static final BgrImage IMAGE = new BgrImage(2, 2, new byte[12]);
    private static final JobConfig CONFIG =
            new ConfigLoader()
                    .parse(
                            "test",
                            """
                            window: {seconds: 10}
                            cameras: [{id: north, source: 'synthetic:'}]
                            """,
                            List.of());

    /** Numbers of candidates in each of 40 windows of a camera that states 25 frames a second. */
    private static int[] candidates(double delivered) {
        FrameUse use = new FrameUse(CONFIG, CONFIG.cameras().get(0), 25);
        int[] candidates = new int[40];
        for (int i = 0; i * 1_000.0 / delivered < 400_000; i++) {
            long millis = Math.round(i * 1_000.0 / delivered);
            Frame frame = new Frame(i, millis, IMAGE, List.of(), new int[0], false);
            if (use.of(frame) == FrameCrops.Use.CANDIDATE) {
                candidates[(int) (millis / 10_000)]++;
            }
        }
        return candidates;
    }

    @Test
    void everyWindowIsSampledWhateverRateTheCameraReallyHas() {
        for (double delivered : new double[] {25, 24, 20, 26, 30}) {
            assertThat(Arrays.stream(candidates(delivered)).boxed())
                    .as("at %s frames a second", delivered)
                    .allSatisfy(n -> assertThat(n).isBetween(10, 150));
        }
    }
}
