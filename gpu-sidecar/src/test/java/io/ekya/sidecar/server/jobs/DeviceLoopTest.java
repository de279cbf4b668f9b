/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceShare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeviceLoopTest {
    private final CompletableFuture<Throwable> reported = new CompletableFuture<>();
    private final DeviceLoop loop = new DeviceLoop("test", new ThreadFailure(reported::complete));
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        loop.close();
    }

    /** A share that is ready whenever it is positive. */
    private static final class TestingShare implements DeviceShare {
        private volatile double share = 1;
        private volatile boolean closed;

        @Override
        public void resize(double newShare) {
            share = newShare;
        }

        @Override
        public long nanosUntilReady() {
            return share > 0 ? 0 : Long.MAX_VALUE;
        }

        @Override
        public <T> T run(Supplier<T> miniBatch) {
            return miniBatch.get();
        }

        @Override
        public <T> @Nullable T tryRun(Supplier<T> miniBatch) {
            return share > 0 ? miniBatch.get() : null;
        }

        @Override
        public double requested() {
            return share;
        }

        @Override
        public long busyNanos() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** A job with a given step function. */
    private final class TestingJob implements DeviceJob {
        private final String name;
        private final BooleanSupplier step;
        private final TestingShare share = new TestingShare();
        private final CompletableFuture<Ending> ending = new CompletableFuture<>();
        private volatile boolean cancelled;

        TestingJob(String name, BooleanSupplier step) {
            this.name = name;
            this.step = step;
        }

        @Override
        public DeviceShare share() {
            return share;
        }

        @Override
        public boolean idle() {
            return false;
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public boolean step() {
            steps.add(name);
            return step.getAsBoolean();
        }

        @Override
        public void end(Ending how) {
            ending.complete(how);
        }

        Ending awaitEnding() throws Exception {
            return ending.get(10, TimeUnit.SECONDS);
        }
    }

    private TestingJob job(String name, int stepCount) {
        int[] remaining = {stepCount};
        return new TestingJob(name, () -> --remaining[0] > 0);
    }

    @Test
    void runsAJobToCompletionAndClosesItsShare() throws Exception {
        TestingJob job = job("a", 3);
        loop.add(job);
        assertThat(job.awaitEnding()).isInstanceOf(DeviceJob.Ending.Done.class);
        assertThat(steps).containsExactly("a", "a", "a");
        loop.close();
        assertThat(job.share.closed).isTrue();
    }

    @Test
    void jobsTakeTurnsAndJobsWithoutShareWait() throws Exception {
        TestingJob waiting = job("waiting", 1);
        waiting.share.resize(0);
        TestingJob first = job("first", 3);
        TestingJob second = job("second", 3);
        first.share.resize(0);
        second.share.resize(0);
        loop.add(waiting);
        loop.add(first);
        loop.add(second);
        first.share.resize(1);
        second.share.resize(1);
        loop.wake();
        first.awaitEnding();
        second.awaitEnding();
        assertThat(steps).containsOnly("first", "second").hasSize(6);
        assertThat(waiting.ending).isNotDone();
        waiting.share.resize(0.5);
        loop.wake();
        assertThat(waiting.awaitEnding()).isInstanceOf(DeviceJob.Ending.Done.class);
    }

    @Test
    void cancelsAJobWithoutAShare() throws Exception {
        TestingJob job = job("a", 1);
        job.share.resize(0);
        loop.add(job);
        job.cancelled = true;
        loop.wake();
        assertThat(job.awaitEnding()).isInstanceOf(DeviceJob.Ending.Cancelled.class);
        assertThat(steps).isEmpty();
    }

    @Test
    void anExceptionFailsOnlyItsJob() throws Exception {
        TestingJob failing =
                new TestingJob(
                        "failing",
                        () -> {
                            throw new IllegalStateException("in a test");
                        });
        loop.add(failing);
        assertThat(failing.awaitEnding()).isInstanceOf(DeviceJob.Ending.Failed.class);
        TestingJob next = job("next", 1);
        loop.add(next);
        assertThat(next.awaitEnding()).isInstanceOf(DeviceJob.Ending.Done.class);
        assertThat(loop.alive()).isTrue();
        assertThat(reported).isNotDone();
    }

    @Test
    void anErrorFailsItsJobInterruptsTheOthersAndIsReported() throws Exception {
        TestingJob waiting = job("waiting", 1);
        waiting.share.resize(0);
        loop.add(waiting);
        TestingJob failing =
                new TestingJob(
                        "failing",
                        () -> {
                            throw new StackOverflowError("in a test");
                        });
        loop.add(failing);
        assertThat(failing.awaitEnding()).isInstanceOf(DeviceJob.Ending.Failed.class);
        assertThat(waiting.awaitEnding()).isInstanceOf(DeviceJob.Ending.Interrupted.class);
        assertThat(reported.get(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void closingInterruptsTheRemainingJobs() throws Exception {
        TestingJob job = job("a", 1);
        job.share.resize(0);
        loop.add(job);
        loop.wake();
        loop.close();
        assertThat(loop.alive()).isFalse();
    }
}
