/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Uses a simulated asynchronous device, which is busy until it is awaited. */
class SynchronisedClockTest {
    private final AtomicInteger queued = new AtomicInteger();
    private final DeviceClock clock = DeviceClock.synchronised(this::await);
    private final TimeShareGovernor governor = new TimeShareGovernor(clock);

    private void await() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(queued.getAndSet(0));
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void chargesQueuedWorkUntilTheDeviceIsIdle() {
        DeviceShare share = governor.open("train", 1);
        share.tryRun(() -> queued.addAndGet(20));
        assertThat(share.busyNanos()).isGreaterThanOrEqualTo(20_000_000L);
    }

    @Test
    void doesNotChargeEarlierWork() {
        queued.set(20);
        DeviceShare share = governor.open("train", 1);
        long begin = System.nanoTime();
        share.tryRun(() -> 0);
        long elapsed = System.nanoTime() - begin;
        assertThat(elapsed).isGreaterThanOrEqualTo(20_000_000L);
        assertThat(share.busyNanos()).isLessThanOrEqualTo(elapsed - 20_000_000L);
    }

    @Test
    void admitsOneThreadAtATime() throws InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        DeviceShare first = governor.open("first", 1);
        DeviceShare second = governor.open("second", 1);
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread one = new Thread(() -> first.tryRun(() -> hold(inFirst, go, order)));
        one.start();
        inFirst.await();
        Thread two = new Thread(() -> second.tryRun(() -> order.add("second")));
        two.start();
        Awaitility.await().until(() -> two.getState() == Thread.State.WAITING);
        go.countDown();
        one.join();
        two.join();
        assertThat(order).containsExactly("first", "second");
    }

    private static boolean hold(CountDownLatch inside, CountDownLatch go, List<String> order) {
        inside.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return order.add("first");
    }
}
