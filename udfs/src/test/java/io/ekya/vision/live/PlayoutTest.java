/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of 25 frames a second, 40 ms each. */
class PlayoutTest {
    private static final long PERIOD = 40;

    @ParameterizedTest
    @CsvSource({
        "hls, PacedPlayout",
        "mpjpeg, UnstampedPlayout",
        "mjpeg, UnstampedPlayout",
        "rtsp, StampedPlayout",
        "mpegts, StampedPlayout"
    })
    void choosesTheRuleByTheFormat(String format, String rule) {
        assertThat(Playout.of(format).getClass().getSimpleName()).isEqualTo(rule);
    }

    @Test
    void framesInTimeAreDeliveredAtOnce() {
        StampedPlayout playout = new StampedPlayout();
        for (long t = 0; t < 200_000; t += PERIOD) {
            long jitter = t % 7 * 20; // up to 120 ms
            assertThat(playout.delayMillis(90_000 + t, 30, t + jitter)).isZero();
        }
    }

    @Test
    void framesThatWereBufferedWhileTheStreamWasOpenedAreLate() {
        StampedPlayout playout = new StampedPlayout();
        assertThat(playout.delayMillis(0, 0, 1_000)).isEqualTo(Playout.LATE);
        assertThat(playout.delayMillis(40, 1, 1_001)).isEqualTo(Playout.LATE);
        assertThat(playout.delayMillis(80, 2, 1_003)).isZero();
        assertThat(playout.delayMillis(120, 0, 1_004)).isZero();
    }

    @Test
    void framesThatLieReadyTooLongAreLateUntilTheCallerHasCaughtUp() {
        StampedPlayout playout = new StampedPlayout();
        assertThat(playout.delayMillis(0, 30, 0)).isZero();
        // The caller was busy for two seconds; 50 frames lie ready and are read in 1 ms each.
        for (int i = 1; i <= 50; i++) {
            long stamp = i * PERIOD;
            long now = 2_000L + i;
            boolean late = now - stamp > 500;
            assertThat(playout.delayMillis(stamp, 0, now)).isEqualTo(late ? Playout.LATE : 0);
        }
        assertThat(playout.delayMillis(51 * PERIOD, 30, 51 * PERIOD + 5)).isZero();
    }

    @Test
    void aCameraClockThatRunsSlowlyDoesNotMakeFramesLate() {
        StampedPlayout playout = new StampedPlayout();
        for (long t = 0; t < 4 * 3_600_000; t += 1_000) { // four hours, 1.4 s in all
            assertThat(playout.delayMillis(t - t / 10_000, 30, t)).isZero();
        }
    }

    @Test
    void timestampsThatJumpBackAreAcceptedAfterThreeFramesThatWereWaitedFor() {
        StampedPlayout playout = new StampedPlayout();
        playout.delayMillis(5_000, 30, 5_000);
        assertThat(playout.delayMillis(100, 30, 5_040)).isEqualTo(Playout.LATE);
        assertThat(playout.delayMillis(140, 10, 5_080)).isEqualTo(Playout.LATE); // not waited for
        assertThat(playout.delayMillis(180, 30, 5_120)).isEqualTo(Playout.LATE);
        assertThat(playout.delayMillis(220, 30, 5_160)).isEqualTo(Playout.LATE);
        assertThat(playout.delayMillis(260, 30, 5_200)).isZero();
        assertThat(playout.delayMillis(300, 30, 5_240)).isZero();
    }

    @Test
    void withoutTimestampsFramesAreLateIfNoneWasWaitedForDuringHalfASecond() {
        UnstampedPlayout playout = new UnstampedPlayout();
        assertThat(playout.delayMillis(0, 0, 10_000)).isZero();
        assertThat(playout.delayMillis(0, 1, 10_500)).isZero();
        assertThat(playout.delayMillis(0, 1, 10_501)).isEqualTo(Playout.LATE);
        assertThat(playout.delayMillis(0, 2, 10_502)).isZero();
        assertThat(playout.delayMillis(0, 0, 11_002)).isZero();
    }

    @Test
    void segmentsArePlayedAtTheirPace() {
        PacedPlayout playout = new PacedPlayout();
        assertThat(playout.delayMillis(7_000, 900, 1_000)).isZero();
        for (int i = 1; i < 50; i++) { // the rest of the segment comes at once
            assertThat(playout.delayMillis(7_000 + i * PERIOD, 0, 1_000)).isEqualTo(i * PERIOD);
        }
        // The next segment comes 500 ms late: everything is delayed by as much.
        assertThat(playout.delayMillis(9_000, 700, 3_500)).isZero();
        assertThat(playout.delayMillis(9_040, 0, 3_500)).isEqualTo(PERIOD);
    }

    @Test
    void aJumpOfTheTimestampsStartsAgain() {
        PacedPlayout playout = new PacedPlayout();
        playout.delayMillis(0, 0, 1_000);
        assertThat(playout.delayMillis(3_600_000, 0, 1_040)).isZero();
        assertThat(playout.delayMillis(3_600_040, 0, 1_040)).isEqualTo(PERIOD);
        assertThat(playout.delayMillis(0, 0, 1_080)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "25, 5, 200",
        "25, 10, 400",
        "15, 10, 400",
        "10, 10, 400",
        "5, 10, 200",
        "50, 1, 40"
    })
    void admitsTheConfiguredRate(int camera, double configured, int expected) {
        RateLimit limit = new RateLimit(configured, 0);
        int admitted = 0;
        for (int i = 0; i < 40 * camera; i++) { // 40 s
            long jitter = i % 3 * 5L;
            admitted += limit.admits(1000L * i / camera + jitter) ? 1 : 0;
        }
        assertThat(admitted).isBetween(expected - 1, expected + 2);
    }

    @Test
    void admitsEveryFrameWithoutALimit() {
        RateLimit limit = new RateLimit(0, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.admits(5)).isTrue();
        }
    }

    @Test
    void theWatchdogCountsWaitingSinceTheLastFrame() {
        Watchdog watchdog = new Watchdog(10_000, 5_000);
        watchdog.waited(6_000);
        assertThat(watchdog.remainingMillis()).isEqualTo(4_000);
        watchdog.frame();
        assertThat(watchdog.remainingMillis()).isEqualTo(5_000);
        watchdog.waited(4_999);
        assertThat(watchdog.remainingMillis()).isEqualTo(1);
        watchdog.waited(2);
        assertThat(watchdog.remainingMillis()).isZero();
    }
}
