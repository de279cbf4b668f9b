/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.SamplingConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sampler in Flink's harness: windows of 10 s, 4 bursts of the frames 0, 1 and 3. */
class SampleFunctionTest {
    private static final WindowClock WINDOWS = new WindowClock(10_000, 0, 0);

    private KeyedOneInputStreamOperatorTestHarness<String, FrameCrops, FrameCrops> sample;

    private static KeyedOneInputStreamOperatorTestHarness<String, FrameCrops, FrameCrops> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new SampleFunction(new SamplingConfig(4, List.of(0, 1, 3), 3), WINDOWS)),
                FrameCrops::camera,
                Types.STRING);
    }

    @BeforeEach
    void start() throws Exception {
        sample = harness();
        sample.open();
    }

    @AfterEach
    void stop() throws Exception {
        sample.close();
    }

    /** Offers a frame of a camera with ten frames a second. */
    private void offer(String camera, long index, FrameCrops.Use use) throws Exception {
        long time = 100 * index;
        sample.processElement(
                FrameCrops.frame(
                        camera,
                        index,
                        new FrameCrops.Times(time, time),
                        FrameCrops.Regions.NONE,
                        use),
                time);
    }

    private void offerBurst(String camera, long start) throws Exception {
        for (int offset : new int[] {0, 1, 3}) {
            offer(camera, start + offset, FrameCrops.Use.CANDIDATE);
        }
    }

    private List<Long> taken(String camera) {
        return sample.extractOutputValues().stream()
                .filter(f -> f.camera().equals(camera))
                .map(FrameCrops::index)
                .toList();
    }

    @Test
    void takesTheBudgetEvenlySpreadOverTheWindow() throws Exception {
        for (long start = 2; start < 100; start += 10) { // ten bursts are offered
            offerBurst("north", start);
        }
        // 4 of 10: after 0, 1/4, 2/4 and 3/4 of the window
        assertThat(taken("north"))
                .containsExactly(2L, 3L, 5L, 32L, 33L, 35L, 52L, 53L, 55L, 82L, 83L, 85L);
    }

    @Test
    void eachWindowAndCameraHasItsOwnBudget() throws Exception {
        for (long start = 2; start < 200; start += 10) {
            offerBurst("north", start);
            offerBurst("south", start);
        }
        assertThat(taken("north")).hasSize(2 * 4 * 3);
        assertThat(taken("south")).hasSize(2 * 4 * 3);
    }

    @Test
    void makesUpForBurstsThatACameraCouldNotOffer() throws Exception {
        for (long start = 50; start < 100; start += 5) {
            offerBurst("north", start);
        }
        assertThat(taken("north")).hasSize(4 * 3);
    }

    @Test
    void evaluationFramesAndHeartbeatsPass() throws Exception {
        offer("north", 1, FrameCrops.Use.EVALUATE);
        sample.processElement(
                FrameCrops.heartbeat("north", 2, new FrameCrops.Times(200, 200)), 200);
        assertThat(sample.extractOutputValues()).hasSize(2);
    }

    @Test
    void aRestoredSamplerDoesNotExceedTheBudget() throws Exception {
        for (long start = 2; start < 60; start += 10) {
            offerBurst("north", start);
        }
        int before = taken("north").size();
        OperatorSubtaskState checkpoint = sample.snapshot(1, 1);
        sample.close();
        sample = harness();
        sample.initializeState(checkpoint);
        sample.open();
        for (long start = 62; start < 100; start += 10) {
            offerBurst("north", start);
        }
        assertThat(before + taken("north").size()).isEqualTo(4 * 3);
    }
}
