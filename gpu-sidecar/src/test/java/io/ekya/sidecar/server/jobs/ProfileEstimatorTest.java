/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.learn.RetrainingConfiguration;
import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Weights;
import io.ekya.profile.TrainingCosts;
import io.ekya.profile.TrainingCosts.Cost;
import io.ekya.sidecar.api.ProfileResult.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileEstimatorTest {
    private static final RetrainingConfiguration THREE = configuration("three", 3, 0);
    private static final RetrainingConfiguration TWELVE = configuration("twelve", 12, 0);
    private static final RetrainingConfiguration HEAD = configuration("head", 3, 4);
    private static final Hyperparameters ALL_LAYERS = Hyperparameters.of(THREE);

    /** Five epochs on 50 of 500 crops; 3 ms per crop in the first epoch, 2 ms later. */
    private static final ProfileRun RUN =
            new ProfileRun(
                    new double[] {50, 100, 150, 200, 250},
                    new double[] {0.62, 0.65, 0.67, 0.69, 0.70},
                    0.1,
                    0.003,
                    0.002);

    /** All layers: errors fall with the square root of the samples. Head only: by a quarter. */
    private static final GainPrior PRIOR =
            new GainPrior(
                    List.of(
                            new Weights(0, Math.log(10), 1, -0.5, 0),
                            new Weights(4, Math.log(0.75), 1, 0, 0)),
                    0.5,
                    0.3,
                    0.25);

    /** The head's first epoch costs half as much as one of all layers, later ones a twentieth. */
    private static final TrainingCosts COSTS =
            new TrainingCosts(List.of(new Cost(0, 1, 1), new Cost(4, 0.5, 0.05)));

    /** Half a second. */
    private static final ProfileEstimator.Predicting PREDICTING =
            new ProfileEstimator.Predicting(0.001, 500);

    private static RetrainingConfiguration configuration(String id, int epochs, int frozen) {
        return new RetrainingConfiguration(id, epochs, 16, 0, frozen, 1.0);
    }

    private static List<Option> options(
            Map<Hyperparameters, ProfileRun> runs, ProfileHistory history) {
        return new ProfileEstimator(0.6, 500, 0, PREDICTING, runs, history, PRIOR, COSTS)
                .options(List.of(THREE, TWELVE, HEAD));
    }

    @Test
    void costsGrowWithEpochsAndIncludeTheEvaluation() {
        List<Option> options = options(Map.of(ALL_LAYERS, RUN), ProfileHistory.NONE);
        // 0.1 s once, 500 crops × (3 ms + 2 × 2 ms) + 0.5 s, and 500 × (3 ms + 11 × 2 ms) + 0.5 s.
        assertThat(options.get(0).gpuSeconds()).isCloseTo(4.1, within(1e-9));
        assertThat(options.get(1).gpuSeconds()).isCloseTo(13.1, within(1e-9));
    }

    @Test
    void extrapolatesBeyondARunWithThePrior() {
        List<Option> options = options(Map.of(ALL_LAYERS, RUN), ProfileHistory.NONE);
        double three = options.get(0).accuracy();
        double twelve = options.get(1).accuracy();
        // By the prior, an error of 0.4 falls to 0.103 after 1500 samples and 0.052 after 6000.
        assertThat(three).isBetween(0.85, 0.93);
        assertThat(twelve).isBetween(0.92, 0.98);
    }

    @Test
    void expectsLessOfACameraThatLearnsMoreSlowly() {
        ProfileRun slow =
                new ProfileRun(RUN.samplesSeen(), new double[] {0.5, 0.5, 0.5, 0.5, 0.5}, 0, 1, 1);
        ProfileRun fast =
                new ProfileRun(RUN.samplesSeen(), new double[] {0.8, 0.8, 0.8, 0.8, 0.8}, 0, 1, 1);
        double slowly = options(Map.of(ALL_LAYERS, slow), ProfileHistory.NONE).get(1).accuracy();
        double quickly = options(Map.of(ALL_LAYERS, fast), ProfileHistory.NONE).get(1).accuracy();
        assertThat(slowly)
                .isLessThan(
                        options(Map.of(ALL_LAYERS, RUN), ProfileHistory.NONE).get(1).accuracy());
        assertThat(quickly).isGreaterThan(0.9);
    }

    @Test
    void estimatesConfigurationsThatDidNotRunFromThoseThatDid() {
        ProfileHistory history =
                new ProfileHistory(Map.of("head", new Option("head", 1.5, 0.3)), 0.7, Map.of(), 0);
        Option head = options(Map.of(ALL_LAYERS, RUN), history).get(2);
        assertThat(head.accuracy()).isBetween(0.6, 0.8);
        // 0.1 s once, 500 crops × 3 ms × (0.5 + 2 × 0.05) + 0.5 s: in proportion to the other run.
        assertThat(head.gpuSeconds()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void aDisappointingLastRetrainingLowersTheEstimate() {
        ProfileHistory disappointed = new ProfileHistory(Map.of(), 0.7, Map.of(), Math.log(2));
        double usual = options(Map.of(ALL_LAYERS, RUN), ProfileHistory.NONE).get(1).accuracy();
        assertThat(options(Map.of(ALL_LAYERS, RUN), disappointed).get(1).accuracy())
                .isLessThan(usual - 0.005);
    }

    @Test
    void withoutARunThePriorAnswersWithItsErrorAndTheForwardPassTellsTheSpeed() {
        List<Option> options = options(Map.of(), ProfileHistory.NONE);
        assertThat(options).hasSize(3);
        double errors = PRIOR.errors(0, 0.4, 1_500);
        assertThat(options.get(0).accuracy()).isCloseTo(1 - errors, within(1e-9));
        assertThat(options.get(0).accuracyError()).isCloseTo(0.25 * errors, within(1e-9));
        // A forward pass of 1 ms costs 0.5 units: 500 crops × 2 ms × 3 epochs + 0.5 s.
        assertThat(options.get(0).gpuSeconds()).isCloseTo(3.5, within(1e-9));
    }

    @Test
    void aRunWithOneEvaluationIsTooShortForACurve() {
        ProfileRun one = new ProfileRun(new double[] {50}, new double[] {0.95}, 0, 0.003, 0.002);
        double errors = PRIOR.errors(0, 0.4, 1_500, departure(one), 0);
        assertThat(options(Map.of(ALL_LAYERS, one), ProfileHistory.NONE).get(0).accuracy())
                .isCloseTo(1 - errors, within(1e-9));
    }

    private static double departure(ProfileRun run) {
        return Math.log((1 - run.accuracy()[0]) / PRIOR.errors(0, 0.4, run.samplesSeen()[0]));
    }

    @Test
    void oneSlowMiniBatchDoesNotCountAHundredTimes() {
        ProfileRun run =
                ProfileRun.measured(
                        List.of(),
                        List.of(),
                        miniBatches(90, 16, 16, 16, 160),
                        miniBatches(8, 8),
                        1);
        assertThat(run.firstEpochSeconds()).isCloseTo(0.001, within(1e-9));
        assertThat(run.laterSeconds()).isCloseTo(0.0005, within(1e-9));
        assertThat(run.setupSeconds()).as("of the first").isCloseTo(0.074, within(1e-9));
    }

    /** Mini-batches of 16 crops. */
    private static List<BusyMeter.Tally> miniBatches(long... millis) {
        List<BusyMeter.Tally> all = new ArrayList<>();
        long[] busy = new long[1];
        BusyMeter meter = new BusyMeter(() -> busy[0]);
        for (long m : millis) {
            BusyMeter.Tally tally = new BusyMeter.Tally();
            meter.start(tally);
            tally.addCrops(16);
            busy[0] += m * 1_000_000;
            all.add(tally);
        }
        meter.start(new BusyMeter.Tally());
        return all;
    }
}
