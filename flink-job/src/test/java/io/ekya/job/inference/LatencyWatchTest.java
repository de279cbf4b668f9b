package io.ekya.job.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyWatchTest {
    private static final long TARGET = 500;

    private final LatencyWatch watch = new LatencyWatch(TARGET);
    private final List<Double> said = new ArrayList<>();
    private long now;

    /** Ten answers a second, each with one of these latencies in turn. */
    private void answers(int seconds, long... latencies) {
        for (int i = 0; i < 10 * seconds; i++) {
            watch.answered(now, latencies[i % latencies.length]).ifPresent(said::add);
            now += 100;
        }
    }

    @Test
    void saysNothingWhileAnswersComeInTime() {
        answers(10, 40, 500);
        assertThat(said).isEmpty();
    }

    @Test
    void saysHowLateTheyAreAtMostOnceASecondAndOnceWhenThatIsOver() {
        answers(3, 700);
        // a period is a second and the answer that ends it
        assertThat(said).containsExactly(700.0, 700.0);
        answers(5, 30);
        assertThat(said).hasSize(4).last().isEqualTo(30.0);
    }

    @Test
    void oneLateAnswerIsNoSign() {
        answers(3, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 900);
        assertThat(said).isEmpty();
    }

    @Test
    void answersThatAreFewAreJudgedAllTheSame() {
        for (int i = 0; i < 4; i++) {
            watch.answered(now, 900).ifPresent(said::add);
            now += 1_000;
        }
        assertThat(said).containsExactly(900.0, 900.0);
    }
}
