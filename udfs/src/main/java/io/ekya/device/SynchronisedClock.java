/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.util.concurrent.Semaphore;

/** Measures busy time as elapsed time between moments at which the device is idle. */
final class SynchronisedClock implements DeviceClock {
    private final Runnable await;
    private final Semaphore turn = new Semaphore(1, true);

    SynchronisedClock(Runnable await) {
        this.await = await;
    }

    @Override
    public long busyNanos() {
        await.run();
        return nanoTime();
    }

    @Override
    public Hold hold() {
        turn.acquireUninterruptibly();
        return turn::release;
    }
}
