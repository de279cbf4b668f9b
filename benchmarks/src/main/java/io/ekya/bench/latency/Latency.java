/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import io.ekya.bench.Bench;
import io.ekya.bench.BenchResult;
import io.ekya.bench.Provenance;
import io.ekya.bench.overhead.PipelineOverhead;
import io.ekya.bench.overhead.Rounds;
import io.ekya.bench.overhead.StoredFeed;
import io.ekya.bench.sidecar.TemporaryFolders;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.learn.BaseModels;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures the complete job on a local cluster with a real sidecar: how old answers are, what the
 * job costs beside a bare loop, how long a student's swap pauses a camera, and how large and slow
 * checkpoints are.
 */
public final class Latency implements Bench {
    private static final double MOST_OVERHEAD = 0.15;
    private static final double MOST_PAUSE_MILLIS = 10;
    private static final double MOST_AGE_MILLIS = 500;

    /** In the hour that a window lasts here: 16 in 200 s, as by default. */
    private static final int USUAL_BURSTS = 288;

    /** Pauses by swaps are measured without the teacher, which takes one of two cores. */
    private static final int FEW_BURSTS = 1;

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String FRAMES = "latency";

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String description() {
        return "Age of answers, overhead of the job, pauses by student swaps, cost of checkpoints";
    }

    @Override
    public BenchResult run(boolean quick) throws Exception {
        System.out.println(Provenance.line());
        Path folder = Files.createTempDirectory("ekya-latency");
        BenchResult result = new BenchResult();
        try (SidecarServer server =
                        new SidecarServer(
                                SidecarOptions.local(
                                        folder.resolve("sidecar"),
                                        new EvaluationSettings(0.2, 20, 0, 0.1, 1)),
                                new DjlLearner(),
                                BaseModels.student(),
                                ModelFile::read);
                StoredFeed.Shared shared =
                        StoredFeed.share(FRAMES, StoredFeed.street(quick ? 30 : 100))) {
            int port = server.port();
            SidecarFactory connect = () -> new FlightSidecar(LOOPBACK, port, "", DEADLINE);
            try (FlightSidecar client = new FlightSidecar(LOOPBACK, port, "", DEADLINE)) {
                site(result, quick, client, connect, folder);
            }
            overhead(result, quick, connect, folder);
            checkpoints(result, quick, connect, folder);
            return result;
        } finally {
            TemporaryFolders.remove(folder);
        }
    }

    private static void site(
            BenchResult result,
            boolean quick,
            FlightSidecar client,
            SidecarFactory sidecar,
            Path folder)
            throws Exception {
        int wanted = quick ? 6 : 400;
        LiveSite labelled =
                LiveSite.measure(
                        USUAL_BURSTS,
                        quick ? 1 : 60,
                        1,
                        FRAMES,
                        client,
                        sidecar,
                        folder.resolve("labelled"));
        LiveSite site =
                LiveSite.measure(
                        FEW_BURSTS, 1, wanted, FRAMES, client, sidecar, folder.resolve("swapped"));
        Ages ages = labelled.ages();
        SwapPauses pauses = site.pauses();
        System.out.println(ages);
        System.out.println(pauses);
        double swap = SwapPauses.millis(pauses.swaps(), 99);
        long swaps = pauses.swaps().getTotalCount();
        result.figure("answer_p50_ms", ages.millis(50))
                .figure("answer_p99_ms", ages.millis(99))
                .figure("frames_lost", Long.toString(ages.lost()))
                .figure("swaps", Long.toString(swaps))
                .figure("swap_pause_p50_ms", SwapPauses.millis(pauses.swaps(), 50))
                .figure("swap_pause_p99_ms", swap)
                .figure("no_swap_pause_p99_ms", SwapPauses.millis(pauses.still(), 99))
                .figure("lost_at_swaps", Long.toString(pauses.lostAtSwaps()))
                .figure("lost_elsewhere", Long.toString(pauses.lostElsewhere()));
        result.check(swaps == wanted, "each change of the student shows in the answers")
                .check(
                        labelled.uncounted() + site.uncounted() == 0,
                        "every frame is answered or counted as lost");
        limit(result, quick, ages.millis(99), MOST_AGE_MILLIS, "age of answers, p99, ms");
        limit(result, quick, swap, MOST_PAUSE_MILLIS, "pause by a swap, p99, ms");
        limit(result, quick, (double) pauses.lostAtSwaps(), 0, "frames lost at swaps");
    }

    /** A limit of a full run; a quick one shares the machine with whatever runs in CI. */
    private static void limit(
            BenchResult result, boolean quick, double value, double most, String what) {
        result.check(
                quick || value <= most,
                String.format(Locale.ROOT, "%s: at most %.4g, but is %.4g", what, most, value));
    }

    private static void overhead(
            BenchResult result, boolean quick, SidecarFactory sidecar, Path folder)
            throws Exception {
        Rounds rounds = PipelineOverhead.measure(quick ? 3 : 61, quick ? 30 : 150, sidecar, folder);
        System.out.println(rounds.line("decode and predict", "frames/s"));
        double time = 1 / rounds.ratio() - 1;
        double busy = 1 / rounds.busyRatio() - 1;
        result.figure("overhead_time", time).figure("overhead_cpu", busy);
        limit(result, quick, time, MOST_OVERHEAD, "overhead in time");
        limit(result, quick, busy, MOST_OVERHEAD, "overhead in CPU time");
    }

    private static void checkpoints(
            BenchResult result, boolean quick, SidecarFactory sidecar, Path folder)
            throws Exception {
        for (int cameras : quick ? List.of(4) : List.of(4, 16, 64)) {
            CheckpointCost cost =
                    CheckpointCost.measure(
                            cameras,
                            quick ? 3 : 60,
                            FRAMES,
                            sidecar,
                            folder.resolve("n" + cameras));
            System.out.println(cost);
            result.figure("checkpoint_%d_kib".formatted(cameras), cost.bytes() / 1024.0)
                    .figure("checkpoint_%d_ms".formatted(cameras), cost.medianMillis())
                    .check(cost.failed() == 0, cameras + " cameras: no checkpoint fails");
        }
    }
}
