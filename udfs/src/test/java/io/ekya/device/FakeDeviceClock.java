package io.ekya.device;

/** A clock that stands still until a test moves it. */
final class FakeDeviceClock implements DeviceClock {
    private long now;
    private long busy;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized long busyNanos() {
        return busy;
    }

    @Override
    public synchronized void sleep(long nanos) {
        now += nanos;
    }

    /** A mini-batch that keeps the device busy for so long. */
    synchronized void work(long millis) {
        now += millis * 1_000_000;
        busy += millis * 1_000_000;
    }

    synchronized void idle(long millis) {
        now += millis * 1_000_000;
    }
}
