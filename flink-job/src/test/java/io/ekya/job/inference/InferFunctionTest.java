/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.device.DeviceClock;
import io.ekya.device.ShareGovernor;
import io.ekya.device.TimeShareGovernor;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.models.Models;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.WindowClock;
import io.ekya.job.task.TaskFailure;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.ToyModels;
import io.ekya.label.Teacher;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.vision.ObjectClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The infer operator in Flink's test harness, with a real share governor. */
class InferFunctionTest {
    private static final String CAMERA = "cam";
    private static final int SIDE = 32;
    private static final JobConfig CONFIG =
            new ConfigLoader(Map.of())
                    .parse(
                            "test",
                            """
                            cameras: [{id: cam, source: "synthetic:"}]
                            window: {seconds: 86400}
                            inference: {maxAgeMillis: 1000}
                            """,
                            List.of());

    private static final JobConfig CHANGING =
            new ConfigLoader(Map.of())
                    .parse(
                            "test",
                            """
                            camerasFile: cameras.yaml
                            window: {seconds: 86400}
                            inference: {maxAgeMillis: 1000}
                            """,
                            List.of());

    @TempDir Path folder;

    private KeyedBroadcastOperatorTestHarness<String, FrameCrops, Control, Prediction> infer;
    private InMemorySidecar sidecar;
    private long revision;

    /** Toy students under the governor that the job has. */
    private record GovernedModels(ToyModels toys) implements Models {
        private static final long serialVersionUID = 1L;

        @Override
        public Learner learner() {
            return toys.learner();
        }

        @Override
        public Teacher teacher() {
            return toys.teacher();
        }

        @Override
        public ModelFile baseStudent() {
            return toys.baseStudent();
        }

        @Override
        public ShareGovernor governor() {
            return new TimeShareGovernor(DeviceClock.cpu());
        }

        @Override
        public Path cache() {
            return toys.cache();
        }
    }

    @BeforeEach
    void start() throws Exception {
        sidecar = InMemorySidecar.start("infer-test");
        infer = harness();
        infer.open();
        infer.setProcessingTime(0);
    }

    private KeyedBroadcastOperatorTestHarness<String, FrameCrops, Control, Prediction> harness()
            throws Exception {
        return harness(CONFIG, InMemorySidecar.at("infer-test"));
    }

    private KeyedBroadcastOperatorTestHarness<String, FrameCrops, Control, Prediction> harness(
            JobConfig config, SidecarFactory clients) throws Exception {
        InferFunction function =
                new InferFunction(
                        config,
                        new WindowClock(86_400_000, 0, 0),
                        new GovernedModels(new ToyModels(folder.toString())),
                        clients);
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        function,
                        List.of(
                                ControlState.ALLOCATIONS,
                                ControlState.STUDENTS,
                                ControlState.CAMERAS)),
                f -> CameraKeys.of(config).of(f.camera()),
                Types.STRING,
                1,
                1,
                0);
    }

    @AfterEach
    void stop() throws Exception {
        infer.close();
        assertThat(ToyModels.OPEN.get()).as("students left open").isZero();
    }

    private static FrameCrops frame(long index, int objectClass) {
        byte[] crop = new byte[3 * SIDE * SIDE];
        Arrays.fill(crop, (byte) (objectClass * PlainStreet.SHADE));
        return FrameCrops.frame(
                CAMERA,
                index,
                new FrameCrops.Times(index * 100, index * 100),
                new FrameCrops.Regions(
                        new float[] {10, 10, 20, 20}, SIDE, crop, new int[] {objectClass}),
                FrameCrops.Use.INFER);
    }

    private Prediction predict(FrameCrops frame, long nowMillis) throws Exception {
        infer.setProcessingTime(nowMillis);
        infer.processElement(frame, frame.times().eventMillis());
        List<Prediction> all = infer.extractOutputValues();
        return all.get(all.size() - 1);
    }

    private void allocate(long withRevision, double share) throws Exception {
        infer.processBroadcastElement(
                Control.of(
                        "site",
                        List.of(
                                new Allocation(
                                        "site",
                                        CAMERA,
                                        1,
                                        withRevision,
                                        0,
                                        new Allocation.InferenceShare("every1-32px", share),
                                        null,
                                        new Allocation.Source(0, "test", null, "test")))),
                0);
    }

    private void allocate(double share) throws Exception {
        allocate(++revision, share);
    }

    @Test
    void carriesPredictionsForwardWhileTheShareHasNoCredit() throws Exception {
        assertThat(predict(frame(0, 2), 0))
                .returns(Prediction.How.ANALYSED, Prediction::how)
                .returns(2, p -> p.regions().classes()[0]);
        allocate(0);
        assertThat(predict(frame(1, 1), 100))
                .returns(Prediction.How.CARRIED, Prediction::how)
                .returns(2, p -> p.regions().classes()[0]);
        allocate(1);
        assertThat(predict(frame(2, 1), 200))
                .as("analysed as soon as there is credit")
                .returns(Prediction.How.ANALYSED, Prediction::how)
                .returns(1, p -> p.regions().classes()[0]);
    }

    @Test
    void dropsAFrameWithoutCreditAndWithoutAnAnalysedFrameBeforeIt() throws Exception {
        allocate(0);
        assertThat(predict(frame(0, 2), 0))
                .returns(Prediction.How.DROPPED, Prediction::how)
                .returns(ObjectClass.UNKNOWN, p -> p.regions().classes()[0]);
    }

    @Test
    void dropsAFrameThatIsTooOld() throws Exception {
        predict(frame(0, 2), 0);
        assertThat(predict(frame(1, 2), 100 + 1001))
                .returns(Prediction.How.DROPPED, Prediction::how)
                .returns(ObjectClass.UNKNOWN, p -> p.regions().classes()[0]);
    }

    @Test
    void reportsLatePredictionsToTheSidecar() throws Exception {
        for (int i = 0; i <= 10; i++) {
            predict(frame(i, 2), i * 100 + 700);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(sidecar.commands(LatencyReport.class))
                                        .containsExactly(
                                                new LatencyReport("edge", "infer-0", 700, 500)));
    }

    @Test
    void ignoresAnOlderAllocationThatArrivesLate() throws Exception {
        allocate(7, 1);
        allocate(6, 0);
        predict(frame(0, 2), 0);
        assertThat(predict(frame(1, 1), 100).how()).isEqualTo(Prediction.How.ANALYSED);
    }

    @Test
    void restoresTheAllocationInForceFromACheckpoint() throws Exception {
        predict(frame(0, 2), 0);
        allocate(0);
        OperatorSubtaskState checkpoint = infer.snapshot(1, 1);
        infer.close();
        infer = harness();
        infer.initializeState(checkpoint);
        infer.open();
        assertThat(predict(frame(1, 1), 100).how())
                .as("no share, and nothing analysed since the restart")
                .isEqualTo(Prediction.How.DROPPED);
    }

    @Test
    void anErrorWhileAStudentIsLoadedFailsTheTaskThoughNoFrameFollows() throws Exception {
        infer.close();
        infer = harness(CONFIG, () -> FailingSidecar.throwing(() -> new LinkageError("in a test")));
        infer.open();
        infer.processBroadcastElement(
                Control.of(new StudentVersion("edge", CAMERA, "0".repeat(64), 1, 1)), 0);
        infer.processElement(frame(0, 2), 0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(this::passTime).isInstanceOf(LinkageError.class));
    }

    private void passTime() throws Exception {
        infer.setProcessingTime(infer.getProcessingTime() + TaskFailure.CHECK_MILLIS);
    }

    @Test
    void aRemovedCameraIsReleasedAndItsLateFramesAreIgnored() throws Exception {
        infer.close();
        infer = harness(CHANGING, InMemorySidecar.at("infer-test"));
        infer.open();
        infer.setProcessingTime(0);
        run(CAMERA);
        predict(frame(0, 2), 0);
        assertThat(ToyModels.OPEN.get()).as("its student").isOne();

        run("other");
        assertThat(ToyModels.OPEN.get()).isZero();
        infer.processElement(frame(1, 2), 100);
        assertThat(infer.extractOutputValues()).extracting(Prediction::index).containsExactly(0L);

        infer.processBroadcastWatermark(new Watermark(2 * 86_400_000L));
        infer.processWatermark(new Watermark(2 * 86_400_000L));
        assertThat(infer.getSideOutput(InferFunction.SUMMARIES))
                .singleElement()
                .matches(s -> s.getValue().isRemoved() && s.getValue().window() == 0);
        assertThat(infer.numEventTimeTimers()).as("its windows stop").isZero();

        run(CAMERA);
        assertThat(predict(frame(500, 3), 50_000).how()).isEqualTo(Prediction.How.ANALYSED);
    }

    private void run(String camera) throws Exception {
        CameraSet set = new CameraSet(List.of(new CameraSet.Entry(camera, 1, "{}")));
        infer.processBroadcastElement(Control.of("site", set), 0);
    }
}
