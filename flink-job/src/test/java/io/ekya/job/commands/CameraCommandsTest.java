package io.ekya.job.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.Allocation;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.client.Sidecar;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraCommandsTest {
    private final CameraCommands commands =
            new CameraCommands(
                    List.of(
                            new RetrainingConfiguration("short", 3, 16, 0, 0, 1),
                            new RetrainingConfiguration("long", 9, 16, 0, 0, 1)));
    private final List<String> called = new ArrayList<>();
    private final Sidecar sidecar =
            (Sidecar)
                    Proxy.newProxyInstance(
                            Sidecar.class.getClassLoader(),
                            new Class<?>[] {Sidecar.class},
                            (proxy, method, arguments) -> {
                                called.add(method.getName());
                                return null;
                            });

    private static Allocation start(long revision, String configuration, double share) {
        return new Allocation(
                "site",
                "a",
                1,
                revision,
                5,
                "every1-32px",
                0.1,
                configuration,
                share,
                true,
                4,
                0.8,
                0,
                "relay",
                0.8,
                "window");
    }

    private void send(Allocation a) {
        CameraCommands.Commands next = commands.next(a);
        next.cancel().ifPresent(c -> c.accept(sidecar));
        next.command().ifPresent(c -> c.accept(sidecar));
    }

    @Test
    void aStartThatWasSentIsOnlyResizedByAPlanThatDoesNotKnowOfIt() {
        send(start(1, "short", 0.2));
        send(start(2, "short", 0.5));
        send(start(3, "short", 0.5));
        assertThat(called).containsExactly("retrain", "resize");
    }

    @Test
    void aStartThatWasNotSentIsSentByTheNextPlan() {
        commands.next(start(1, "short", 0.2));
        send(start(2, "short", 0.5));
        assertThat(called).containsExactly("retrain");
    }

    @Test
    void anotherConfigurationTakesThePlaceOfTheOneBefore() {
        send(start(1, "short", 0.2));
        send(start(2, "long", 0.2));
        assertThat(called).containsExactly("retrain", "cancel", "retrain");
    }
}
