/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.WindowResult;
import io.ekya.job.task.TaskFailure;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.sidecar.api.HelloRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** The apply operator in Flink's test harness, with a sidecar client that throws errors. */
@Timeout(60)
class ApplyFunctionTest {
    private static final JobConfig CONFIG =
            new ConfigLoader(Map.of())
                    .parse("test", "cameras: [{id: north, source: 'synthetic:'}]", List.of());

    private @Nullable KeyedBroadcastOperatorTestHarness<String, WindowResult, Control, String>
            opened;

    private final InMemorySidecar sidecar = InMemorySidecar.start("apply-test");

    private KeyedBroadcastOperatorTestHarness<String, WindowResult, Control, String> apply() {
        return Objects.requireNonNull(opened);
    }

    private void openFailingIn(String call) throws Exception {
        var apply =
                new KeyedBroadcastOperatorTestHarness<String, WindowResult, Control, String>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ApplyFunction(
                                        CONFIG,
                                        () ->
                                                FailingSidecar.throwing(
                                                        call,
                                                        () -> new LinkageError("in a test"),
                                                        InMemorySidecar.at("apply-test")
                                                                .connect())),
                                List.of(ControlState.ALLOCATIONS, ControlState.STUDENTS)),
                        r -> CameraKeys.of(CONFIG).of(r.camera()),
                        Types.STRING,
                        1,
                        1,
                        0);
        opened = apply;
        apply.open();
        sidecar.hello(new HelloRequest("edge", List.of("north")));
    }

    @AfterEach
    void stop() throws Exception {
        apply().close();
    }

    private static WindowResult result() {
        return new WindowResult(
                "edge",
                "north",
                0,
                0,
                1000,
                new WindowResult.Frames(0, 0, 0),
                new WindowResult.Truth(0, 0, null, new long[0]),
                LabelStatistics.none(),
                new WindowResult.HeldOut(null, null),
                null,
                InferenceStatistics.none(null, null));
    }

    private void allocate() throws Exception {
        apply().processBroadcastElement(
                        Control.of(
                                "edge",
                                List.of(
                                        new Allocation(
                                                "edge",
                                                "north",
                                                1,
                                                1,
                                                0,
                                                new Allocation.InferenceShare("every1-32px", 0.2),
                                                null,
                                                new Allocation.Source(0, "test", null, "test")))),
                        0);
    }

    @Test
    void anErrorWhileACommandIsSentFailsTheTaskThoughNoRecordFollows() throws Exception {
        openFailingIn("report");
        apply().processElement(result(), 0);
        allocate();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(this::passTime).isInstanceOf(LinkageError.class));
    }

    private void passTime() throws Exception {
        apply().setProcessingTime(apply().getProcessingTime() + TaskFailure.CHECK_MILLIS);
    }

    @Test
    void anErrorWhileTheSiteIsClosedFailsTheTask() throws Exception {
        openFailingIn("close");
        allocate();
        apply().processBroadcastWatermark(Watermark.MAX_WATERMARK);
        apply().processElement(result(), 0);
        assertThatThrownBy(() -> apply().processWatermark(Watermark.MAX_WATERMARK))
                .isInstanceOf(LinkageError.class);
        assertThat(apply().extractOutputValues()).isEmpty();
    }
}
