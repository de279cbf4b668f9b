/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.device.ShareGovernor;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.models.Models;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.task.TaskFailure;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.ToyModels;
import io.ekya.label.Teacher;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The label operator in Flink's test harness, with windows of a second. */
@Timeout(60)
class LabelFunctionTest {
    private static final int SIDE = 32;
    private static final JobConfig CONFIG =
            new ConfigLoader()
                    .parse("test", "cameras: [{id: north, source: 'synthetic:'}]", List.of());

    @TempDir Path folder;

    private final InMemorySidecar sidecar = InMemorySidecar.start("label-test");
    private @Nullable KeyedBroadcastOperatorTestHarness<String, FrameCrops, Control, Summary> label;

    /** Toy models whose teacher fails with an error. */
    private record BrokenTeacherModels(ToyModels toys) implements Models {
        private static final long serialVersionUID = 1L;

        @Override
        public Learner learner() {
            return toys.learner();
        }

        @Override
        public Teacher teacher() {
            return new Teacher() {
                @Override
                public boolean needsFrame() {
                    return false;
                }

                @Override
                public int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame) {
                    throw new LinkageError("in a test");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public ModelFile baseStudent() {
            return toys.baseStudent();
        }

        @Override
        public ShareGovernor governor() {
            return toys.governor();
        }

        @Override
        public Path cache() {
            return toys.cache();
        }
    }

    private KeyedBroadcastOperatorTestHarness<String, FrameCrops, Control, Summary> open(
            Models models) throws Exception {
        label =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new LabelFunction(
                                        CONFIG,
                                        new WindowClock(1_000, 0, 0),
                                        models,
                                        InMemorySidecar.at("label-test"),
                                        10_000),
                                List.of(ControlState.ALLOCATIONS, ControlState.STUDENTS)),
                        f -> CameraKeys.of(CONFIG).of(f.camera()),
                        Types.STRING,
                        1,
                        1,
                        0);
        label.open();
        label.setProcessingTime(0);
        sidecar.hello(new HelloRequest("edge", List.of("north")));
        label.processBroadcastElement(Control.of("edge", List.of(allocation())), 0);
        return label;
    }

    /** Labels are sent once the first allocation has told the epoch. */
    private static Allocation allocation() {
        return new Allocation(
                "edge",
                "north",
                1,
                1,
                0,
                new Allocation.InferenceShare("every1-32px", 0.2),
                null,
                new Allocation.Source(0, "test", null, "test"));
    }

    private KeyedBroadcastOperatorTestHarness<String, FrameCrops, Control, Summary> harness() {
        return Objects.requireNonNull(label);
    }

    @AfterEach
    void stop() throws Exception {
        harness().close();
        assertThat(ToyModels.OPEN.get()).as("students left open").isZero();
    }

    private void sample(long millis, int objectClass, FrameCrops.Use use) throws Exception {
        byte[] crop = new byte[3 * SIDE * SIDE];
        Arrays.fill(crop, (byte) (objectClass * PlainStreet.SHADE));
        FrameCrops frame =
                FrameCrops.frame(
                        "north",
                        millis / 100,
                        new FrameCrops.Times(millis, millis),
                        new FrameCrops.Regions(
                                new float[] {10, 10, 20, 20}, SIDE, crop, new int[0]),
                        use);
        harness().processElement(frame, millis);
    }

    private LabelStatistics awaitSummary() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            harness().setProcessingTime(harness().getProcessingTime() + 100);
                            return !harness().extractOutputValues().isEmpty();
                        });
        Summary summary = harness().extractOutputValues().get(0);
        return Objects.requireNonNull(summary.labels()).statistics();
    }

    @Test
    void summarisesAWindowAndRequestsItsProfile() throws Exception {
        open(new ToyModels(folder.toString()));
        sample(0, 1, FrameCrops.Use.CANDIDATE); // the base student knows classes below 3
        sample(100, 5, FrameCrops.Use.CANDIDATE);
        sample(200, 2, FrameCrops.Use.EVALUATE);
        harness().processBroadcastWatermark(Watermark.MAX_WATERMARK);
        harness().processWatermark(new Watermark(999));

        LabelStatistics statistics = awaitSummary();
        assertThat(statistics.labels()).isEqualTo(2);
        assertThat(statistics.liveAccuracy()).isEqualTo(0.5);
        assertThat(statistics.heldOutCounts()[2]).isEqualTo(1);
        assertThat(statistics.heldOutCorrect()[2]).isEqualTo(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sidecar.commands(ProfileRequest.class).size() == 1);
        assertThat(sidecar.puts()).as("held-out frames are not sent").hasSize(2);
    }

    @Test
    void aWindowWithoutLabelsHasAnUnknownAccuracy() throws Exception {
        open(new ToyModels(folder.toString()));
        harness().processElement(FrameCrops.heartbeat("north", 0, new FrameCrops.Times(0, 0)), 0);
        harness().processBroadcastWatermark(Watermark.MAX_WATERMARK);
        harness().processWatermark(new Watermark(999));
        assertThat(awaitSummary().liveAccuracy()).isNull();
    }

    @Test
    void anErrorOfTheTeacherFailsTheTask() throws Exception {
        open(new BrokenTeacherModels(new ToyModels(folder.toString())));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThatThrownBy(() -> sample(0, 1, FrameCrops.Use.CANDIDATE))
                                        .isInstanceOf(LinkageError.class));
    }

    @Test
    void anErrorOfTheTeacherFailsTheTaskThoughNoFrameFollows() throws Exception {
        open(new BrokenTeacherModels(new ToyModels(folder.toString())));
        sample(0, 1, FrameCrops.Use.CANDIDATE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(this::passTime).isInstanceOf(LinkageError.class));
    }

    private void passTime() throws Exception {
        harness().setProcessingTime(harness().getProcessingTime() + TaskFailure.CHECK_MILLIS);
    }

    @Test
    void anErrorOfTheTeacherAtTheEndFailsTheTask() throws Exception {
        open(new BrokenTeacherModels(new ToyModels(folder.toString())));
        sample(0, 1, FrameCrops.Use.CANDIDATE);
        harness().processBroadcastWatermark(Watermark.MAX_WATERMARK);
        assertThatThrownBy(() -> harness().processWatermark(Watermark.MAX_WATERMARK))
                .isInstanceOf(LinkageError.class);
    }
}
