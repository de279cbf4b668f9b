package io.ekya.job.operator;

import io.ekya.job.record.Allocation;
import io.ekya.sidecar.client.ResizeRequest;
import io.ekya.sidecar.client.Sidecar;
import io.ekya.sidecar.client.WindowReport;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an applying subtask: sends commands and reports to the sidecar, again until it
 * takes them or a newer one replaces them. The task's thread only hands over.
 */
final class CommandSender implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);
    private static final long IDLE_MILLIS = 100;
    private static final int MOST_CALLS = 1_000;
    private static final long JOIN_MILLIS = 5_000;

    private final SiteRules rules;
    private final Sidecar sidecar;
    private final Outbox outbox;
    private final Map<String, CameraCommands> cameras = new HashMap<>();
    private final LinkedBlockingQueue<Runnable> handed = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean drained;

    /**
     * @param sidecar closed with this
     */
    CommandSender(String name, SiteRules rules, Sidecar sidecar) {
        this.rules = rules;
        this.sidecar = sidecar;
        this.outbox = new Outbox(sidecar, MOST_CALLS);
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Brings the sidecar to what this allocation asks for. */
    void apply(Allocation a) {
        handed.add(
                () -> {
                    CameraCommands.Commands commands =
                            cameras.computeIfAbsent(
                                            a.camera(), c -> new CameraCommands(rules.retraining()))
                                    .next(a);
                    commands.cancel().ifPresent(c -> outbox.add("cancel of " + a.camera(), c));
                    String key = "command for " + a.camera();
                    outbox.remove(key);
                    commands.command().ifPresent(c -> outbox.add(key, c));
                });
    }

    /** Sets the share of the site's micro-profiling. */
    void profilingShare(Allocation a) {
        ResizeRequest request =
                new ResizeRequest(a.site(), a.epoch(), a.revision(), "", a.profilingShare());
        handed.add(() -> outbox.add("profiling share", s -> s.resize(request)));
    }

    void report(WindowReport report) {
        String key = "report of " + report.camera() + " " + report.window();
        handed.add(() -> outbox.add(key, s -> s.report(report)));
    }

    void close(String camera) {
        handed.add(() -> outbox.add("close " + camera, s -> s.close(rules.site(), camera)));
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                drained = handed.isEmpty() && outbox.isEmpty();
                Runnable next = handed.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                while (next != null) {
                    drained = false;
                    next.run();
                    next = handed.poll();
                }
                outbox.send(System.nanoTime());
            }
        } catch (InterruptedException e) {
            LOG.debug("commands are not sent any more");
        }
    }

    /** Waits until everything was sent; false where that takes too long. */
    boolean drain(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!(drained && handed.isEmpty()) && thread.isAlive()) {
            if (System.nanoTime() > until) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(JOIN_MILLIS);
        sidecar.close();
    }
}
