/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ProfileResult.Option;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.WindowReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentionTest {
    @TempDir Path folder;

    @Test
    void addsUpTheDemandOfAllCameras() throws Exception {
        TestingRun files = new TestingRun(folder).write(2);
        for (String camera : List.of("crossing", "avenue")) {
            event(
                    files,
                    EventKind.REPORTED,
                    camera,
                    new WindowReport(
                            "edge", camera, 0, Map.of("every1-32px", 0.3, "every2", 0.1), 450, 0));
            event(
                    files,
                    EventKind.PROFILED,
                    camera,
                    new ProfileResult(
                            0,
                            "sha",
                            0.6,
                            500,
                            Map.of(),
                            List.of(new Option("cheap", 3, 0.7), new Option("best", 24, 0.8)),
                            1,
                            Map.of()));
        }
        List<Contention> windows = Contention.of(RunData.read(folder));
        assertThat(windows).extracting(Contention::window).containsExactly(1L);
        Contention second = windows.get(0);
        assertThat(second.inference()).isCloseTo(0.6, within(1e-9));
        assertThat(second.retraining()).isCloseTo(2 * 24 / 30.0, within(1e-9));
        double labelling = TestingRun.config().teacher().share();
        assertThat(second.ratio()).isCloseTo(0.6 + 1.6 + labelling, within(1e-9));
        assertThat(second.analysedOtherwise()).isEqualTo(1);
    }

    @Test
    void countsFramesAnalysedWhileRetrainingsHaveHalfOfTheGpus() throws Exception {
        TestingRun files = new TestingRun(folder).write(2);
        files.raw(
                "predictions.jsonl",
                "{\"camera\":\"avenue\",\"timeMillis\":%d,\"how\":\"carried\"}"
                        .formatted(TestingRun.ORIGIN + 33_500));
        RunData run = RunData.read(folder);
        // Both cameras are retrained at 0.25 each from 3 s to 12 s of the second window.
        Steps retrainings = run.total(a -> a.retrainingShare());
        assertThat(retrainings.at(33)).isEqualTo(0.5);
        assertThat(run.analysed().share(30, 60, s -> retrainings.at(s) >= 0.5)).isLessThan(1);
        assertThat(run.analysed().share(30, 60, s -> retrainings.at(s) < 0.5)).isEqualTo(1);
    }

    private static void event(TestingRun files, EventKind kind, String camera, Object payload) {
        files.raw(
                "events.jsonl",
                JsonLines.line(
                        new SidecarEvent(
                                "edge",
                                "j1",
                                1_000,
                                TestingRun.ORIGIN + 32_000,
                                kind,
                                camera,
                                0L,
                                JsonLines.line(payload))));
    }
}
