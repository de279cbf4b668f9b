/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.LabelSummary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LabelWorkerTest {
    private static final long GRACE_MILLIS = 1_000;

    private final ThreadFailure failure = new ThreadFailure();
    private final AtomicLong wallMillis = new AtomicLong();
    private final TestingLabeller labeller = new TestingLabeller();
    private final LabelWorker worker =
            new LabelWorker(
                    "test",
                    labeller,
                    new LabelWorker.Limits(2, GRACE_MILLIS),
                    wallMillis::get,
                    failure);

    /** Labels a frame whenever it is permitted to. */
    private static final class TestingLabeller implements FrameLabeller {
        private final Semaphore permits = new Semaphore(0);
        private final List<Long> labelled = new CopyOnWriteArrayList<>();
        private final AtomicLong dropped = new AtomicLong();

        @Override
        public void dropped(String camera, long window) {
            dropped.incrementAndGet();
        }

        @Override
        public void label(FrameCrops frame, long window) throws InterruptedException {
            permits.acquire();
            if (frame.index() < 0) {
                throw new LinkageError("in a test");
            }
            labelled.add(frame.index());
        }

        @Override
        public LabelSummary endWindow(String camera, long window, long closedAtMillis) {
            if (camera.equals("broken")) {
                throw new IllegalStateException("in a test");
            }
            return new LabelSummary(camera, window, LabelStatistics.none());
        }

        @Override
        public void repeatRequest(String camera, long window, long closedAtMillis) {}

        @Override
        public void useStudent(String camera, @Nullable String sha256) {}

        @Override
        public void useCameras(List<String> cameras) {}

        @Override
        public boolean drain(long millis) {
            return true;
        }

        @Override
        public void close() {}
    }

    private static FrameCrops frame(long index) {
        return FrameCrops.frame(
                "north",
                index,
                new FrameCrops.Times(index, index),
                FrameCrops.Regions.NONE,
                FrameCrops.Use.CANDIDATE);
    }

    @AfterEach
    void stop() throws Exception {
        worker.close();
    }

    @Test
    void dropsFramesOnArrivalIfTheQueueIsFull() throws Exception {
        assertThat(worker.label(frame(0), 0)).isTrue();
        assertThat(worker.label(frame(1), 0)).isTrue();
        assertThat(worker.label(frame(2), 0)).isFalse();
        assertThat(labeller.dropped).hasValue(1);

        labeller.permits.release(3);
        worker.start();
        assertThat(worker.drain(20_000)).isTrue();
        assertThat(labeller.labelled).containsExactly(0L, 1L);
        assertThat(worker.label(frame(3), 0)).as("there is room again").isTrue();
    }

    @Test
    void completesASummaryAfterTheFramesBeforeIt() throws Exception {
        worker.label(frame(0), 0);
        CompletableFuture<LabelSummary> summary = worker.endWindow("north", 0, 0);
        worker.start();
        assertThat(summary).isNotDone();
        labeller.permits.release();
        assertThat(summary.get(20, TimeUnit.SECONDS).window()).isZero();
        assertThat(labeller.labelled).containsExactly(0L);
    }

    @Test
    void dropsFramesOfAWindowWhoseGracePeriodIsOver() throws Exception {
        worker.label(frame(0), 0);
        worker.label(frame(1), 1);
        worker.endWindow("north", 0, 0);
        wallMillis.set(GRACE_MILLIS + 1);
        labeller.permits.release(2);
        worker.start();
        assertThat(worker.drain(20_000)).isTrue();
        assertThat(labeller.labelled).containsExactly(1L);
        assertThat(labeller.dropped).hasValue(1);
    }

    @Test
    void keepsAnExceptionToItsCamera() throws Exception {
        CompletableFuture<LabelSummary> broken = worker.endWindow("broken", 0, 0);
        CompletableFuture<LabelSummary> sound = worker.endWindow("north", 0, 0);
        worker.start();
        assertThat(sound.get(20, TimeUnit.SECONDS).camera()).isEqualTo("north");
        assertThat(broken).isCancelled();
        failure.rethrow();
    }

    @Test
    void reportsAnErrorOfItsThreadAndCancelsWhatWaits() throws Exception {
        worker.label(frame(-1), 0);
        CompletableFuture<LabelSummary> summary = worker.endWindow("north", 0, 0);
        labeller.permits.release();
        worker.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThatThrownBy(failure::rethrow)
                                        .isInstanceOf(LinkageError.class));
        assertThat(summary).isCancelled();
        assertThat(worker.endWindow("north", 1, 0)).isCancelled();
        assertThat(worker.drain(20_000)).isFalse();
    }
}
