/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.schedule.Policies;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

    @Test
    void simulatesAWindowAsCalculatedByHand() {
        // One camera on one GPU, window 100 s, labels after 10 s. Full-rate inference takes 0.5
        // GPU.
        // First 10 s: 0.5. The job of 45 GPU-seconds at 0.5 GPU ends at second 10 + 90 = 100, that
        // is
        // never inside; at 1.0 GPU inference starves for 45 s: 45·0 + 45·0.9 = 40.5 < 45 = 90·0.5.
        // With factor 0.8 at 0.25 GPU: 0.75 for the job, 60 s at 0.4, 30 s at 0.9: 24 + 27 = 51 >
        // 45.
        Trace trace =
                trace(
                        List.of(new Trace.Training("c", 45, 0.9, List.of(0.9), List.of())),
                        List.of(0.5));

        PlayedTrace played = play("exact", trace);

        assertThat(played.accuracy())
                .isCloseTo((10 * 0.5 + 60 * 0.4 + 30 * 0.9) / 100, within(1e-9));
        assertThat(played.retrainings()).isEqualTo(1);
    }

    @Test
    void continuesAnUnfinishedRetrainingInTheNextWindow() {
        // 120 GPU-seconds at 0.5 GPU (uniform): 90 s in window 1 do 45; window 2 begins with 75
        // left,
        // done after 150 s, so in window 3; the student counts from there.
        Trace trace =
                trace(
                        List.of(
                                new Trace.Training(
                                        "c", 120, 0.9, List.of(0.9, 0.9, 0.9), List.of())),
                        List.of(0.5, 0.5, 0.5));

        PlayedTrace played = play("uniform(c,0.5)", trace);

        assertThat(played.windowAccuracy().get(1)).isCloseTo(0.5, within(1e-9));
        assertThat(played.windowAccuracy().get(2))
                .isCloseTo((50 * 0.5 + 50 * 0.9) / 100, within(1e-6));
        assertThat(played.retrainings()).isEqualTo(1);
    }

    @Test
    void upperBoundIsAboveEveryContender() {
        Trace trace = TraceGenerator.generate(3, 6, 4, 200);
        double bound = new UpperBoundContender().play(trace, SimulationSetting.of(2)).accuracy();

        for (Contender contender :
                Contenders.list(
                        "best-uniform,no-retraining,thief,thief-reuse,exact,relay,fixed-shares,"
                                + "fixed-config(4_15,0.05),placed(thief(0.05)),"
                                + "cached-model,cloud(5.1,17.5)")) {
            assertThat(contender.play(trace, SimulationSetting.of(2)).accuracy())
                    .as(contender.name())
                    .isPositive()
                    .isLessThanOrEqualTo(bound + 1e-9);
        }
    }

    @Test
    void estimationErrorsAreDeterministicAndReduceAccuracy() {
        Trace trace = TraceGenerator.generate(4, 5, 3, 200);
        Contender relay = new PolicyContender(Policies.named("relay"));
        SimulationSetting wrong = new SimulationSetting(1, 0, 0, 0, true, 0.1);

        PlayedTrace once = relay.play(trace, wrong);

        assertThat(once.windowAccuracy()).isEqualTo(relay.play(trace, wrong).windowAccuracy());
        assertThat(once.accuracy())
                .isLessThan(relay.play(trace, SimulationSetting.of(1)).accuracy() + 0.005);
    }

    @Test
    void aFasterUplinkIncreasesTheAccuracyOfTheCloud() {
        Trace trace = TraceGenerator.generate(5, 8, 4, 200);

        assertThat(
                        Contenders.named("cloud(50,200)")
                                .play(trace, SimulationSetting.of(2))
                                .accuracy())
                .isGreaterThan(
                        Contenders.named("cloud(2,5)")
                                .play(trace, SimulationSetting.of(2))
                                .accuracy());
    }

    private static PlayedTrace play(String policy, Trace trace) {
        return new PolicyContender(Policies.named(policy))
                .play(trace, SimulationSetting.of(1).withQuantum(0.25));
    }

    /** One camera with some trainings in the first window and none in later ones. */
    private static Trace trace(List<Trace.Training> trainings, List<Double> initial) {
        List<Trace.Inference> inference =
                List.of(
                        new Trace.Inference("full", 0.5, 1),
                        new Trace.Inference("half", 0.25, 0.8));
        List<Trace.Window> windows =
                IntStream.range(0, initial.size())
                        .mapToObj(
                                w ->
                                        new Trace.Window(
                                                10, inference, w == 0 ? trainings : List.of()))
                        .toList();
        List<Trace.Camera> cameras = List.of(new Trace.Camera("a", initial, windows));
        return new Trace(new Trace.Header(Trace.FORMAT, "by hand", 0, "none", 100, ""), cameras);
    }
}
