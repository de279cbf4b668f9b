package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a heartbeat into the slot of a camera that has been silent for a second, so that windows
 * close without frames; and ends a camera that is silent beyond the run's last window.
 */
final class SilenceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
    private static final long SILENCE_MILLIS = 1_000;
    private static final long TICK_MILLIS = 250;

    private final Function<CameraSplit, CameraTime> times;
    private final Map<String, Watched> cameras = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(
                    run -> {
                        Thread thread = new Thread(run, "camera silence");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** One camera, and when it was last heard of. */
    private record Watched(
            CameraSplit split, CameraSlot slot, CameraTime time, long heardNanos, long index) {}

    /**
     * @param times how the time of a split's camera goes
     */
    SilenceWatch(Function<CameraSplit, CameraTime> times) {
        this.times = times;
    }

    void start() {
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void watch(CameraSplit split, CameraSlot slot) {
        CameraTime time = times.apply(split);
        cameras.put(
                split.camera(),
                new Watched(split, slot, time, System.nanoTime(), split.nextIndex()));
    }

    void heard(String camera, FrameCrops record) {
        cameras.computeIfPresent(
                camera,
                (id, w) -> new Watched(w.split, w.slot, w.time, System.nanoTime(), record.index()));
    }

    void forget(String camera) {
        cameras.remove(camera);
    }

    private void tick() {
        long now = System.nanoTime();
        for (Watched w : cameras.values()) {
            long silentMillis = TimeUnit.NANOSECONDS.toMillis(now - w.heardNanos);
            if (silentMillis < SILENCE_MILLIS || !w.slot.isEmpty() || w.time.everyFrame()) {
                continue;
            }
            try {
                if (w.time.isOver(w.time.silentUntil(SILENCE_MILLIS))) {
                    w.slot.end();
                } else {
                    w.slot.offer(w.time.heartbeat(w.split.camera(), w.index, SILENCE_MILLIS));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("no heartbeat for camera {}", w.split.camera(), e);
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
