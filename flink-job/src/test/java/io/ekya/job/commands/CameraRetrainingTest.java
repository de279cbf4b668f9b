/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.record.Allocation;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CameraRetrainingTest {
    private final CameraRetraining retraining =
            new CameraRetraining(
                    List.of(
                            new RetrainingConfiguration("short", 1, 16, 0, 0, 1),
                            new RetrainingConfiguration("long", 12, 16, 0, 0, 1)));
    private final InMemorySidecar sidecar = InMemorySidecar.start("camera-retraining");

    @BeforeEach
    void beginAnEpoch() {
        sidecar.hello(new HelloRequest("site", List.of("a")));
    }

    private static Allocation allocation(
            long revision, Allocation.@Nullable RetrainingShare retrainingShare) {
        return new Allocation(
                "site",
                "a",
                1,
                revision,
                5,
                new Allocation.InferenceShare("every1-32px", 0.1),
                retrainingShare,
                new Allocation.Source(0, "relay", 0.8, "window"));
    }

    private static Allocation start(long revision, String configuration, double share) {
        return allocation(
                revision, new Allocation.RetrainingShare(configuration, share, true, 4, 0.8));
    }

    private static Allocation resume(long revision, String configuration, double share) {
        return allocation(
                revision, new Allocation.RetrainingShare(configuration, share, false, 4, 0.8));
    }

    private List<String> sent() {
        return sidecar.commands(Object.class).stream()
                .map(command -> command.getClass().getSimpleName())
                .toList();
    }

    private static String[] names(Class<?>... commands) {
        return java.util.Arrays.stream(commands).map(Class::getSimpleName).toArray(String[]::new);
    }

    @Test
    void resizesARetrainingWhoseStartWasAccepted() {
        retraining.apply(start(1, "short", 0.2), sidecar);
        retraining.apply(start(2, "short", 0.5), sidecar);
        retraining.apply(start(3, "short", 0.5), sidecar);
        assertThat(sent()).containsExactly(names(RetrainRequest.class, ResizeRequest.class));
    }

    @Test
    void startsARetrainingWhoseStartWasNotAccepted() {
        sidecar.setUnavailable(true);
        assertThatThrownBy(() -> retraining.apply(start(1, "short", 0.2), sidecar))
                .isInstanceOf(SidecarException.class);
        sidecar.setUnavailable(false);
        retraining.apply(start(2, "short", 0.5), sidecar);
        assertThat(sent()).containsExactly(names(RetrainRequest.class));
    }

    @Test
    void cancelsARetrainingThatAnotherConfigurationReplaces() {
        retraining.apply(start(1, "short", 0.2), sidecar);
        retraining.apply(start(2, "long", 0.2), sidecar);
        assertThat(sent())
                .containsExactly(
                        names(RetrainRequest.class, CancelRequest.class, RetrainRequest.class));
    }

    @Test
    void cancelsARetrainingThatMayHaveStartedAlthoughTheCallFailed() {
        sidecar.setUnavailable(true);
        assertThatThrownBy(() -> retraining.apply(start(1, "short", 0.2), sidecar))
                .isInstanceOf(SidecarException.class);
        sidecar.setUnavailable(false);
        retraining.apply(allocation(2, null), sidecar);
        assertThat(sent()).containsExactly(names(CancelRequest.class));
    }

    @Test
    void onlyResizesARunningRetrainingAfterARestart() {
        retraining.apply(resume(1, "short", 0.2), sidecar);
        assertThat(sent()).containsExactly(names(ResizeRequest.class));
    }

    @Test
    void cancelsWhatAnEarlierRunHasLeft() {
        retraining.apply(allocation(1, null), sidecar);
        retraining.apply(allocation(2, null), sidecar);
        assertThat(sent()).containsExactly(names(CancelRequest.class));
    }

    @Test
    void doesNotCancelTwiceWhenTheStartIsRetried() {
        retraining.apply(start(1, "short", 0.2), sidecar);
        sidecar.setUnavailable(true);
        Allocation next = start(2, "long", 0.2);
        assertThatThrownBy(() -> retraining.apply(next, sidecar))
                .isInstanceOf(SidecarException.class);
        sidecar.setUnavailable(false);
        retraining.apply(next, sidecar);
        retraining.apply(next, sidecar);
        assertThat(sent())
                .containsExactly(
                        names(RetrainRequest.class, CancelRequest.class, RetrainRequest.class));
    }
}
