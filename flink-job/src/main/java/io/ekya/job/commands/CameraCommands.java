package io.ekya.job.commands;

import io.ekya.job.record.Allocation;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.client.Sidecar;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which commands bring the sidecar from what one camera's last allocation asked for to what the
 * next one asks for. A retraining whose start has not reached the sidecar yet is still to be
 * started when a newer allocation goes on with it; one that has is not started twice. Pure but for
 * what it remembers.
 */
final class CameraCommands {
    private final List<RetrainingConfiguration> configurations;
    private @Nullable Allocation last;
    private @Nullable Allocation unsentStart;

    CameraCommands(List<RetrainingConfiguration> configurations) {
        this.configurations = configurations;
    }

    /**
     * What to send, in this order.
     *
     * @param cancel ends the job before
     * @param command starts or resizes the job; takes the place of an unsent one
     */
    record Commands(Optional<Consumer<Sidecar>> cancel, Optional<Consumer<Sidecar>> command) {}

    /** The commands for this allocation. */
    Commands next(Allocation a) {
        Allocation before = last;
        last = a;
        boolean continues = isSameJob(before, a);
        Optional<Consumer<Sidecar>> cancel = Optional.empty();
        if (before != null && !before.retraining().isEmpty() && !continues) {
            cancel =
                    Optional.of(
                            s ->
                                    s.cancel(
                                            new CancelRequest(
                                                    a.site(),
                                                    a.epoch(),
                                                    a.revision(),
                                                    a.camera())));
        }
        if (a.retraining().isEmpty()) {
            return new Commands(cancel, Optional.empty());
        }
        if (continues ? isUnsent(a) : a.startsRetraining()) {
            unsentStart = a;
            return new Commands(cancel, retrain(a));
        }
        boolean same =
                before != null && continues && before.retrainingShare() == a.retrainingShare();
        return new Commands(cancel, same ? Optional.empty() : Optional.of(s -> resize(s, a)));
    }

    private static void resize(Sidecar sidecar, Allocation a) {
        sidecar.resize(
                new ResizeRequest(
                        a.site(), a.epoch(), a.revision(), a.camera(), a.retrainingShare()));
    }

    private boolean isUnsent(Allocation a) {
        return isSameJob(unsentStart, a);
    }

    private static boolean isSameJob(@Nullable Allocation a, Allocation b) {
        return a != null
                && a.retraining().equals(b.retraining())
                && a.trainingWindow() == b.trainingWindow();
    }

    private Optional<Consumer<Sidecar>> retrain(Allocation a) {
        return configurations.stream()
                .filter(c -> c.id().equals(a.retraining()))
                .findFirst()
                .map(
                        c ->
                                s -> {
                                    s.retrain(
                                            new RetrainRequest(
                                                    a.site(),
                                                    a.epoch(),
                                                    a.revision(),
                                                    a.camera(),
                                                    a.trainingWindow(),
                                                    c,
                                                    a.expectedAccuracy(),
                                                    a.retrainingShare()));
                                    unsentStart = null;
                                });
    }
}
