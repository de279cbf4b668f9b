/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.config.ConfigLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job with our settings on a cluster with exponential delays, as in conf/config.yaml. */
@Timeout(120)
class ManyFailuresTest {
    private static final int FAILURES = 15;
    private static final AtomicInteger FAILED = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(cluster())
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private static Configuration cluster() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay")
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                        Duration.ofMillis(10))
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                        Duration.ofMillis(50));
    }

    @Test
    void aJobThatHasFailedFifteenTimesStillRuns() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkSettings.jobConfiguration(
                                new ConfigLoader()
                                        .parse(
                                                "test",
                                                "cameras: [{id: a, source: \"synthetic:\"}]",
                                                List.of())));
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .uid("source")
                .map(new Failing())
                .uid("failing")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");

        JobClient job = environment.executeAsync();
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> PASSED.get() > 0);
            assertThat(FAILED).hasValue(FAILURES);
            assertThat(job.getJobStatus().get(10, TimeUnit.SECONDS)).isEqualTo(JobStatus.RUNNING);
        } finally {
            job.cancel().get(10, TimeUnit.SECONDS);
        }
    }

    /** Fails at its first record, until it has failed often enough. */
    private static final class Failing implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            if (FAILED.get() < FAILURES) {
                throw new IllegalStateException("failure " + FAILED.incrementAndGet());
            }
            PASSED.incrementAndGet();
            return value;
        }
    }
}
