package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final ProcessBuilder SLEEPER = new ProcessBuilder("sleep", "600");

    @Test
    void aProcessThatIsKilledIsStartedAgain() throws IOException {
        List<String> said = new CopyOnWriteArrayList<>();
        try (Supervisor supervisor = new Supervisor(SLEEPER, said::add)) {
            long first = supervisor.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> supervisor.restarts() == 1 && supervisor.alive());
            assertThat(supervisor.pid()).isNotEqualTo(first);
            assertThat(said).singleElement().asString().contains("ended with code 137");
        }
    }

    @Test
    void closingEndsItForGood() throws IOException {
        Supervisor supervisor = new Supervisor(SLEEPER, text -> {});
        ProcessHandle process = ProcessHandle.of(supervisor.pid()).orElseThrow();

        supervisor.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(supervisor.restarts()).isZero();
    }
}
