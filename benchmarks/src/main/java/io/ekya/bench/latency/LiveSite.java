/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.learn.BaseModels;
import io.ekya.sidecar.client.FlightSidecar;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running site: four cameras with 15 frames per second and a busy one with a hundred, labelling,
 * and a real sidecar. First the ages of all answers are measured, then the busy camera's student is
 * swapped again and again: the sidecar makes the base student and a retrained one serve in turn,
 * the job loads each, and the answers show when it serves.
 *
 * @param ages without swaps
 * @param pauses of the busy camera
 * @param uncounted frames that were neither answered nor counted as lost
 */
record LiveSite(Ages ages, SwapPauses pauses, long uncounted) {
    private static final String SITE = "latency";
    private static final String BUSY = "busy";
    private static final long PERIOD_MICROS = 10_000;
    private static final int WARM_UP_SWAPS = 4;
    private static final long BETWEEN_MILLIS = 200;

    private static final String CONFIG =
            """
            site: latency
            gpus: 2
            cameras:
              - {id: north, source: "synthetic:"}
              - {id: east, source: "synthetic:"}
              - {id: south, source: "synthetic:"}
              - {id: west, source: "synthetic:"}
              - {id: busy, source: "synthetic:", fps: 100}
            window: {seconds: 3600}
            sampling: {bursts: BURSTS}
            inference: {everyNth: [1], sides: [32]}
            scheduler: {policy: no-retraining}
            flink: {parallelism: 1, webPort: 0}
            """;

    /**
     * Runs the job.
     *
     * @param bursts that the teacher labels in an hour; on a CPU, it takes the time of frames
     * @param seconds for which ages are measured
     * @param swaps of the busy camera's student
     * @param frames name of the stored frames
     * @param connect to the same sidecar
     */
    static LiveSite measure(
            int bursts,
            int seconds,
            int swaps,
            String frames,
            FlightSidecar sidecar,
            SidecarFactory connect,
            Path folder)
            throws Exception {
        String config = CONFIG.replace("BURSTS", Integer.toString(bursts));
        String retrained = OtherStudent.publish(sidecar, SITE, BUSY);
        List<String> students = List.of(BaseModels.student().sha256(), retrained);
        try (Answers answers = Answers.open(SITE);
                LocalJob job =
                        LocalJob.start(
                                new ConfigLoader().parse(SITE, config, List.of()),
                                frames,
                                connect,
                                folder,
                                List.of(LocalJob.to(answers)))) {
            for (int i = 0; i < WARM_UP_SWAPS; i++) {
                swap(sidecar, answers, students.get(i % 2));
            }
            int settled = answers.all().size();
            TimeUnit.SECONDS.sleep(seconds);
            List<Answer> measured = answers.all();
            Ages ages = Ages.of(measured.subList(settled, measured.size()));
            for (int i = 0; i < swaps; i++) {
                swap(sidecar, answers, students.get(i % 2));
            }
            List<Answer> all = answers.all();
            List<Answer> busy =
                    all.stream().skip(settled).filter(a -> a.camera().equals(BUSY)).toList();
            return new LiveSite(ages, SwapPauses.of(busy, PERIOD_MICROS), uncounted(all));
        }
    }

    /** A frame that is missing must be counted by the camera's next answer. */
    private static long uncounted(List<Answer> answers) {
        Map<String, Long> next = new HashMap<>();
        long uncounted = 0;
        for (Answer answer : answers) {
            long missing = answer.index() - next.getOrDefault(answer.camera(), 0L);
            uncounted += Math.abs(missing - answer.lost());
            next.put(answer.camera(), answer.index() + 1);
        }
        return uncounted;
    }

    /** Makes a student serve, and waits until it has for some frames. */
    private static void swap(FlightSidecar sidecar, Answers answers, String next)
            throws InterruptedException {
        sidecar.rollBack(SITE, BUSY, next);
        answers.await("swap", () -> answers.last(BUSY).student().equals(next));
        TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
    }
}
