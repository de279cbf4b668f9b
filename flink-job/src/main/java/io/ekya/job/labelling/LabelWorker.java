package io.ekya.job.labelling;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a labelling subtask: takes frames from a bounded queue and hands summaries
 * back. However slow the teacher is, the task's thread only puts in and takes out. A frame that
 * would wait too long is dropped when it comes, not when its window has ended: so what a slow
 * teacher cannot do is missing evenly, and not at every window's end.
 */
final class LabelWorker implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelWorker.class);
    private static final long IDLE_MILLIS = 100;
    private static final long JOIN_MILLIS = 20_000;

    /** Weight of the last frame in the mean of what a frame takes. */
    private static final double NEW_WEIGHT = 0.1;

    private final LabelProcessor desk;
    private final int mostFrames;
    private final long graceMillis;
    private final LinkedBlockingQueue<LabelTask> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingFrames = new AtomicInteger();
    private final Map<String, LabelTask.EndWindow> ended = new ConcurrentHashMap<>();
    private final Map<String, Queue<LabelSummary>> done = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean idle;
    private volatile double millisAFrame; // written by the worker's thread alone

    /**
     * @param desk does the work; used and closed by this thread alone
     * @param mostFrames that may wait
     * @param graceMillis how long after a window's end its frames are still labelled, and so the
     *     longest that a frame may have to wait
     */
    LabelWorker(String name, LabelProcessor desk, int mostFrames, long graceMillis) {
        this.desk = desk;
        this.mostFrames = mostFrames;
        this.graceMillis = graceMillis;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Hands a frame over; false where too many wait already and it is dropped. */
    boolean label(FrameCrops frame, long window) {
        int waiting = waitingFrames.incrementAndGet();
        if (waiting > mostFrames || (waiting - 1) * millisAFrame > graceMillis) {
            waitingFrames.decrementAndGet();
            desk.dropped(frame.camera(), window);
            return false;
        }
        tasks.add(new LabelTask.Label(frame, window));
        return true;
    }

    /** Says that a window has ended; its summary can be taken some time later. */
    void endWindow(String camera, long window, long closedAtMillis) {
        LabelTask.EndWindow end = new LabelTask.EndWindow(camera, window, closedAtMillis);
        ended.put(camera, end);
        tasks.add(end);
    }

    void useStudent(String camera, String sha256) {
        tasks.add(new LabelTask.UseStudent(camera, sha256));
    }

    /** A camera's next finished summary, or null where there is none yet. */
    @Nullable LabelSummary poll(String camera) {
        Queue<LabelSummary> summaries = done.get(camera);
        return summaries == null ? null : summaries.poll();
    }

    /** Waits for a camera's next summary; null where it does not come in time. */
    @Nullable LabelSummary await(String camera, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        LabelSummary summary = poll(camera);
        while (summary == null && System.nanoTime() < until && thread.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
            summary = poll(camera);
        }
        return summary;
    }

    /** Waits until nothing is left to do or to send; gives up after a while. */
    void drain(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!(idle && tasks.isEmpty()) && System.nanoTime() < until && thread.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        desk.drain(Math.max(0, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
    }

    @Override
    public void run() {
        try (desk) {
            while (!stopped) {
                LabelTask task = tasks.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (task != null) {
                    idle = false;
                    work(task);
                }
                idle = tasks.isEmpty();
            }
        } catch (InterruptedException e) {
            LOG.debug("labelling stops");
        }
    }

    private void work(LabelTask task) throws InterruptedException {
        try {
            if (task instanceof LabelTask.Label label) {
                waitingFrames.decrementAndGet();
                labelUnlessOverdue(label);
            } else if (task instanceof LabelTask.EndWindow end) {
                done.computeIfAbsent(end.camera(), c -> new ConcurrentLinkedQueue<>())
                        .add(desk.endWindow(end));
            } else if (task instanceof LabelTask.UseStudent use) {
                desk.useStudent(use.camera(), use.sha256());
            }
        } catch (RuntimeException e) {
            LOG.warn("labelling failed and goes on", e);
        }
    }

    private void labelUnlessOverdue(LabelTask.Label label) throws InterruptedException {
        if (isOverdue(label)) {
            desk.dropped(label.frame().camera(), label.window());
        } else {
            long began = System.nanoTime();
            desk.label(label.frame(), label.window());
            double millis = (System.nanoTime() - began) / 1e6;
            millisAFrame = (1 - NEW_WEIGHT) * millisAFrame + NEW_WEIGHT * millis;
        }
    }

    private boolean isOverdue(LabelTask.Label label) {
        LabelTask.EndWindow end = ended.get(label.frame().camera());
        return end != null
                && end.window() >= label.window()
                && System.currentTimeMillis() - end.closedAtMillis() > graceMillis;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
            LOG.warn("the teacher does not let go of its thread");
        }
    }
}
