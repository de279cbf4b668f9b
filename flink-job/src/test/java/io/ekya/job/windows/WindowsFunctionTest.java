/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ekya.job.control.CameraKeys;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.InferenceSummary;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.LabelSummary;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.record.WindowResult;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The windows operator in Flink's test harness, with windows of a second. */
class WindowsFunctionTest {
    private static final long GRACE_MILLIS = 500;
    private static final CameraKeys KEYS = new CameraKeys(List.of());
    private static final long END = Watermark.MAX_WATERMARK.getTimestamp();

    private KeyedTwoInputStreamOperatorTestHarness<String, Prediction, Summary, WindowResult>
            windows;

    @BeforeEach
    void start() throws Exception {
        windows = harness();
        windows.open();
        windows.setProcessingTime(0);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Prediction, Summary, WindowResult>
            harness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(
                        new WindowsFunction(
                                "edge", new WindowClock(1_000, 0, 0), KEYS, GRACE_MILLIS)),
                Prediction::camera,
                Summary::camera,
                Types.STRING);
    }

    @AfterEach
    void stop() throws Exception {
        windows.close();
    }

    /** A prediction for two regions of true class 2. */
    private void predict(String camera, long millis, Prediction.How how, int... classes)
            throws Exception {
        int[] truth = how == Prediction.How.NONE ? new int[0] : new int[] {2, 2};
        windows.processElement1(
                new Prediction(
                        camera,
                        millis / 100,
                        millis,
                        millis / 1_000,
                        how,
                        new Prediction.Regions(new float[4 * truth.length], classes, truth),
                        DroppedCount.NONE,
                        new Prediction.Model("sha", "every1-32px", "host"),
                        40),
                millis);
    }

    private void labels(String camera, long window) throws Exception {
        labels(camera, window, 0.9);
    }

    private void labels(String camera, long window, double agreement) throws Exception {
        windows.processElement2(
                Summary.of(
                        new LabelSummary(
                                camera,
                                window,
                                new LabelStatistics(
                                        10,
                                        0,
                                        agreement,
                                        Map.of(),
                                        new int[] {20, 40},
                                        new int[] {10, 30}))),
                0);
    }

    private void inference(String camera, long window) throws Exception {
        inference(camera, window, "sha");
    }

    private void inference(String camera, long window, String student) throws Exception {
        windows.processElement2(
                Summary.of(
                        new InferenceSummary(
                                camera,
                                window,
                                new InferenceStatistics(
                                        Map.of("every1-32px", 0.2),
                                        "every1-32px",
                                        0.3,
                                        0.25,
                                        student,
                                        42L))),
                0);
    }

    private void watermark(long millis) throws Exception {
        windows.processBothWatermarks(new Watermark(millis));
    }

    private List<WindowResult> results() {
        return windows.extractOutputValues();
    }

    @Test
    void countsPredictionsAndJoinsStatistics() throws Exception {
        predict("north", 0, Prediction.How.ANALYSED, 2, 1);
        predict("north", 100, Prediction.How.CARRIED, 2, 2);
        predict("north", 200, Prediction.How.DROPPED, -1, -1);
        inference("north", 0);
        labels("north", 0);
        watermark(999);

        assertThat(results()).hasSize(1);
        WindowResult result = results().get(0);
        assertThat(result.frames()).isEqualTo(new WindowResult.Frames(3, 1, 1));
        assertThat(result.truth().regions()).isEqualTo(6);
        assertThat(result.truth().correct()).isEqualTo(3);
        assertThat(result.truth().accuracy()).isEqualTo(0.5);
        assertThat(result.labels().liveAccuracy()).isEqualTo(0.9);
        assertThat(result.inference().latencyP99Millis()).isEqualTo(42);
        // recalls 10/20 and 30/40; the constant predictor has recalls 0 and 1
        assertThat(result.heldOut().student()).isCloseTo(0.625, within(1e-9));
        assertThat(result.heldOut().majority()).isCloseTo(0.5, within(1e-9));
    }

    private void window(long window, String student, double agreement) throws Exception {
        predict("north", 1_000 * window, Prediction.How.ANALYSED, 2, 2);
        inference("north", window, student);
        labels("north", window, agreement);
        watermark(1_000 * window + 999);
    }

    @Test
    void driftIsTheLossOfAgreementSinceTheStudentWasPromoted() throws Exception {
        window(0, "first", 0.5); // began to serve in this window
        window(1, "first", 0.9);
        window(2, "first", 0.7);
        window(3, "first", 0.6); // mean of 0.9 and 0.7, minus 0.6
        window(4, "second", 0.6); // both students served in it
        window(5, "second", 0.95);
        window(6, "second", 0.98);

        assertThat(results())
                .extracting(r -> r.drift() == null ? null : Math.round(100 * r.drift()))
                .containsExactly(null, null, 20L, 20L, null, null, -3L);
    }

    @Test
    void aWindowWithoutLabelsHasNoDriftAndIsNotCounted() throws Exception {
        window(0, "first", 0.5);
        window(1, "first", 0.9);
        watermark(2_999);
        windows.setProcessingTime(GRACE_MILLIS);
        window(3, "first", 0.8);

        assertThat(results()).hasSize(4);
        assertThat(results().get(2).drift()).isNull();
        assertThat(results().get(3).drift()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void waitsForLateLabelsUntilTheGracePeriodIsOver() throws Exception {
        predict("north", 0, Prediction.How.ANALYSED, 2, 2);
        watermark(999);
        assertThat(results()).as("no labels yet").isEmpty();

        windows.setProcessingTime(GRACE_MILLIS - 1);
        assertThat(results()).isEmpty();
        labels("north", 0);
        assertThat(results()).as("labels within the grace period").hasSize(1);
        assertThat(results().get(0).labels().labels()).isEqualTo(10);

        windows.setProcessingTime(GRACE_MILLIS);
        assertThat(results()).as("only one result").hasSize(1);
    }

    @Test
    void closesAWindowWithoutLabelsAfterTheGracePeriod() throws Exception {
        predict("north", 0, Prediction.How.ANALYSED, 2, 2);
        watermark(999);
        windows.setProcessingTime(GRACE_MILLIS);
        assertThat(results()).hasSize(1);
        assertThat(results().get(0).labels().labels()).isZero();
        assertThat(results().get(0).labels().liveAccuracy()).as("unknown").isNull();
        assertThat(results().get(0).inference().configuration()).isEqualTo("every1-32px");

        labels("north", 0);
        assertThat(results()).as("labels after the result").hasSize(1);
    }

    @Test
    void emitsResultsWithoutFramesForAnAbsentCamera() throws Exception {
        predict("north", 0, Prediction.How.NONE);
        watermark(1_999);
        windows.setProcessingTime(GRACE_MILLIS);
        assertThat(results()).hasSize(2);
        assertThat(results())
                .allSatisfy(
                        r -> {
                            assertThat(r.frames()).isEqualTo(new WindowResult.Frames(0, 0, 0));
                            assertThat(r.truth().accuracy()).isNull();
                            assertThat(r.heldOut().student()).isNull();
                            assertThat(r.inference().student()).isNull();
                            assertThat(r.inference().latencyP99Millis()).isNull();
                        });
    }

    @Test
    void closesAllWindowsInOrderAtTheEnd() throws Exception {
        predict("north", 0, Prediction.How.ANALYSED, 2, 2);
        predict("north", 2_500, Prediction.How.ANALYSED, 2, 2);
        watermark(END);
        assertThat(results()).extracting(WindowResult::window).containsExactly(0L, 1L, 2L);
    }

    @Test
    void keepsOpenWindowsInACheckpoint() throws Exception {
        predict("north", 0, Prediction.How.ANALYSED, 2, 1);
        inference("north", 0);
        watermark(999);
        OperatorSubtaskState checkpoint = windows.snapshot(1, 1);
        windows.close();

        windows = harness();
        windows.initializeState(checkpoint);
        windows.open();
        labels("north", 0);
        assertThat(results()).hasSize(1);
        assertThat(results().get(0).frames().delivered()).isEqualTo(1);
        assertThat(results().get(0).truth().accuracy()).isEqualTo(0.5);
        assertThat(results().get(0).inference().latencyP99Millis()).isEqualTo(42);
    }

    @Test
    void aFrameWhoseWindowHasItsResultCountsInTheNext() throws Exception {
        predict("north", 100, Prediction.How.ANALYSED, 2, 2);
        labels("north", 0);
        watermark(999);
        predict("north", 200, Prediction.How.DROPPED, -1, -1);
        predict("north", 1_100, Prediction.How.ANALYSED, 2, 2);
        labels("north", 1);
        watermark(1_999);

        assertThat(results()).extracting(WindowResult::window).containsExactly(0L, 1L);
        assertThat(results().get(1).frames()).isEqualTo(new WindowResult.Frames(2, 1, 1));
    }

    @Test
    void aLongGapIsNotFilledWithEmptyResults() throws Exception {
        predict("north", 100, Prediction.How.ANALYSED, 2, 2);
        long later = 56L * 365 * 86_400_000; // a clock that was set from 1970
        watermark(later);
        predict("north", later + 100, Prediction.How.ANALYSED, 2, 2);
        windows.setProcessingTime(GRACE_MILLIS + 1);
        watermark(later + 999);
        windows.setProcessingTime(2 * GRACE_MILLIS + 2);

        List<WindowResult> results = results();
        assertThat(results.get(0))
                .returns(0L, WindowResult::window)
                .returns(1L, w -> w.frames().delivered());
        assertThat(results.get(results.size() - 1))
                .returns(later / 1_000, WindowResult::window)
                .returns(1L, w -> w.frames().delivered());
        assertThat(results).hasSizeLessThanOrEqualTo((int) WindowClock.LONGEST_GAP + 3);
        assertThat(results).extracting(WindowResult::window).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aTimerOfAnotherWindowLengthClosesNoWindow() throws Exception {
        predict("north", 100, Prediction.How.ANALYSED, 2, 2);
        OperatorSubtaskState checkpoint = windows.snapshot(1, 1);
        windows.close();
        windows =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(
                                new WindowsFunction(
                                        "edge", new WindowClock(1_500, 0, 0), KEYS, GRACE_MILLIS)),
                        Prediction::camera,
                        Summary::camera,
                        Types.STRING);
        windows.setup();
        windows.initializeState(checkpoint);
        windows.open();
        watermark(1_200); // the restored timer is that of 999 ms
        windows.setProcessingTime(GRACE_MILLIS + 1);
        assertThat(results()).isEmpty();
        predict("north", 1_600, Prediction.How.ANALYSED, 2, 2);
        watermark(2_999);
        windows.setProcessingTime(2 * GRACE_MILLIS + 2);
        assertThat(results())
                .extracting(WindowResult::window, w -> w.frames().delivered())
                .containsExactly(tuple(0L, 0L), tuple(1L, 1L));
    }

    @Test
    void theWindowsOfARemovedCameraStopUntilItIsAddedAgain() throws Exception {
        predict("cam", 500, Prediction.How.ANALYSED, 2, 2);
        windows.processElement2(Summary.ofRemoved("cam", 0), 999);
        watermark(999);
        labels("cam", 0); // too late
        watermark(4_999);
        windows.setProcessingTime(60_000);
        assertThat(windows.extractOutputValues())
                .extracting(WindowResult::window, w -> w.frames().delivered())
                .as("what it delivered in its last window")
                .containsExactly(tuple(0L, 1L));

        predict("cam", 7_500, Prediction.How.ANALYSED, 2, 2);
        watermark(8_999);
        windows.setProcessingTime(120_000);
        assertThat(windows.extractOutputValues())
                .extracting(WindowResult::window)
                .containsExactly(0L, 7L, 8L);
    }
}
