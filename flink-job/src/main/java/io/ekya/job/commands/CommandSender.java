package io.ekya.job.commands;

import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.Allocation;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.Sidecar;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends an applying subtask's commands and reports to the sidecar, again until it takes them or a
 * newer one replaces them. The task's thread only hands over.
 */
final class CommandSender implements AutoCloseable {
    private static final int MOST_CALLS = 1_000;

    private final SiteRules rules;
    private final RetryingSender courier;
    private final Map<String, CameraCommands> cameras = new HashMap<>(); // the courier's thread's

    /**
     * @param sidecar closed with this
     */
    CommandSender(String name, SiteRules rules, Sidecar sidecar) {
        this.rules = rules;
        this.courier = new RetryingSender(name, sidecar, MOST_CALLS);
    }

    void start() {
        courier.start();
    }

    /** Brings the sidecar to what this allocation asks for. */
    void apply(Allocation a) {
        courier.hand(
                outbox -> {
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
                new ResizeRequest(a.site(), a.epoch(), a.revision(), null, a.profilingShare());
        courier.hand(outbox -> outbox.add("profiling share", s -> s.resize(request)));
    }

    void report(WindowReport report) {
        String key = "report of " + report.camera() + " " + report.window();
        courier.hand(outbox -> outbox.add(key, s -> s.report(report)));
    }

    void close(String camera) {
        courier.hand(outbox -> outbox.add("close " + camera, s -> s.close(rules.site(), camera)));
    }

    /** Waits until everything was sent; false where that takes too long. */
    boolean drain(long millis) throws InterruptedException {
        return courier.drain(millis);
    }

    @Override
    public void close() throws InterruptedException {
        courier.close();
    }
}
