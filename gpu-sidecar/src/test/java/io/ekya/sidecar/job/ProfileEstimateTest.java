package io.ekya.sidecar.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.learn.RetrainingConfiguration;
import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Point;
import io.ekya.sidecar.client.ProfileResult.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileEstimateTest {
    private static final RetrainingConfiguration THREE = configuration("three", 3, 0);
    private static final RetrainingConfiguration TWELVE = configuration("twelve", 12, 0);
    private static final RetrainingConfiguration HEAD = configuration("head", 3, 4);
    private static final Hyperparameters ALL_LAYERS = Hyperparameters.of(THREE);

    /** Five epochs on 50 of 500 crops; 2 ms a crop, 3 ms in the first epoch. */
    private static final Measured RUN =
            new Measured(
                    new double[] {50, 100, 150, 200, 250},
                    new double[] {0.62, 0.65, 0.67, 0.69, 0.70},
                    0.003,
                    0.002);

    /** All layers remove a tenth, half and three quarters of the errors; the head a quarter. */
    private static final GainPrior PRIOR =
            new GainPrior(
                    List.of(
                            new Point(0, 100, 0.1),
                            new Point(0, 1500, 0.5),
                            new Point(0, 6000, 0.75),
                            new Point(4, 1500, 0.25)));

    private static RetrainingConfiguration configuration(String id, int epochs, int frozen) {
        return new RetrainingConfiguration(id, epochs, 16, 0, frozen, 1.0);
    }

    private static List<Option> options(Map<Hyperparameters, Measured> runs, History history) {
        return new ProfileEstimate(0.6, 500, 0, 0.5, runs, history, PRIOR)
                .options(List.of(THREE, TWELVE, HEAD));
    }

    @Test
    void costsGrowWithEpochsAndIncludeTheJudging() {
        List<Option> options = options(Map.of(ALL_LAYERS, RUN), History.NONE);
        // 500 crops × (3 ms + 2 × 2 ms) + 0.5 s, and 500 × (3 ms + 11 × 2 ms) + 0.5 s.
        assertThat(options.get(0).gpuSeconds()).isCloseTo(4.0, within(1e-9));
        assertThat(options.get(1).gpuSeconds()).isCloseTo(13.0, within(1e-9));
    }

    @Test
    void beyondItsRunErrorsFallAsTheyUsuallyDo() {
        List<Option> options = options(Map.of(ALL_LAYERS, RUN), History.NONE);
        double three = options.get(0).accuracy();
        double twelve = options.get(1).accuracy();
        // Usual errors of 0.4: 0.2 after 1500 samples, 0.1 after 6000; this run errs a little less.
        assertThat(three).isBetween(0.8, 0.85);
        assertThat(twelve).isBetween(0.88, 0.94);
    }

    @Test
    void aCameraWhoseRunLearnsMoreSlowlyIsExpectedToReachLess() {
        Measured slow =
                new Measured(RUN.samplesSeen(), new double[] {0.5, 0.5, 0.5, 0.5, 0.5}, 1, 1);
        Measured fast =
                new Measured(RUN.samplesSeen(), new double[] {0.8, 0.8, 0.8, 0.8, 0.8}, 1, 1);
        double slowly = options(Map.of(ALL_LAYERS, slow), History.NONE).get(1).accuracy();
        double quickly = options(Map.of(ALL_LAYERS, fast), History.NONE).get(1).accuracy();
        assertThat(slowly)
                .isLessThan(options(Map.of(ALL_LAYERS, RUN), History.NONE).get(1).accuracy());
        assertThat(quickly).isGreaterThan(0.9);
    }

    @Test
    void aSetThatWasNotReachedDepartsFromTheUsualAsTheOthersDo() {
        History history = new History(Map.of("head", new Option("head", 1.5, 0.3)), 0.7);
        Option head = options(Map.of(ALL_LAYERS, RUN), history).get(2);
        assertThat(head.accuracy()).isBetween(0.6, 0.75);
        assertThat(head.gpuSeconds()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void whereNothingIsKnownNothingIsOffered() {
        assertThat(options(Map.of(), History.NONE)).isEmpty();
    }
}
