/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.device.DeviceClock;
import io.ekya.device.DeviceShare;
import io.ekya.device.TimeShareGovernor;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.server.store.StoreException;
import io.ekya.sidecar.testing.RunningSidecar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every moment at which the micro-profile of one camera can fail. */
class ProfilingLaneTest {
    private final List<String> told = new ArrayList<>();
    private String broken = "";

    private final ProfilingLane.Listener listener =
            new ProfilingLane.Listener() {
                @Override
                public void started(ProfilingLane.Pending job) {
                    tell("started", job);
                }

                @Override
                public void profiled(ProfilingLane.Pending job, ProfileResult result) {
                    tell("profiled", job);
                }

                @Override
                public void failed(ProfilingLane.Pending job, Throwable cause) {
                    tell("failed", job);
                }

                @Override
                public void putOff(ProfilingLane.Pending job) {
                    tell("put off", job);
                }
            };

    private final ProfilingLane lane =
            new ProfilingLane(
                    new TimeShareGovernor(DeviceClock.cpu()).open("profile", 1),
                    request -> {
                        throw new IllegalStateException("model of " + request.camera());
                    },
                    listener);

    private void tell(String what, ProfilingLane.Pending job) {
        if (broken.contains(what)) {
            throw new StoreException("No space left on device");
        }
        told.add(what + " " + job.request().camera());
    }

    private void run(String... cameras) {
        long id = 0;
        for (String camera : cameras) {
            lane.add(new ProfilingLane.Pending(id++, RunningSidecar.profile(camera, 0, 1)));
        }
        for (int i = 0; i < 10 && !lane.idle(); i++) {
            assertThat(lane.step()).as("the lane goes on").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "started", "failed", "started and failed"})
    void aCameraThatFailsAtAnyMomentDoesNotEndTheLane(String moment) {
        broken = moment;
        run("a", "b");
        assertThat(lane.idle()).isTrue();
        assertThat(lane.ended()).isFalse();
        told.clear();
        broken = "";
        run("c");
        assertThat(told).containsExactly("started c", "failed c");
    }

    @Test
    void whatIsNotDoneAtTheEndIsPutOffAndTheLaneSaysThatItHasEnded() {
        DeviceShare share = new TimeShareGovernor(DeviceClock.cpu()).open("profile", 1);
        ProfilingLane dead =
                new ProfilingLane(
                        share,
                        request -> {
                            throw new LinkageError("no library");
                        },
                        listener);
        dead.add(new ProfilingLane.Pending(1, RunningSidecar.profile("a", 0, 1)));
        assertThatThrownBy(dead::step).isInstanceOf(LinkageError.class);
        dead.end(new DeviceJob.Ending.Interrupted());
        assertThat(dead.ended()).isTrue();
        assertThat(told).containsExactly("started a", "failed a");
    }
}
