/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.app.local.Ports;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.topology.ConfiguredConnectors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;

/**
 * Size and duration of the checkpoints of a job with some cameras, by Flink's own statistics. The
 * job writes its results to files, which every checkpoint forces to disk.
 *
 * @param count completed checkpoints
 * @param failed checkpoints that failed after the first completed one
 * @param bytes size of the last one
 * @param medianMillis median duration from the trigger to the end
 * @param mostMillis longest duration
 */
record CheckpointCost(
        int cameras, long count, long failed, long bytes, double medianMillis, double mostMillis) {
    private static final long POLL_MILLIS = 200;
    private static final long TIMEOUT_SECONDS = 120;

    private static final String CONFIG =
            """
            site: checkpoints-%d
            cameras: [%s]
            window: {seconds: 3}
            sampling: {bursts: 2, offsets: [0]}
            scheduler: {policy: no-retraining}
            output: {folder: "%s", run: checkpoints-%d}
            flink: {parallelism: 1, checkpointMillis: 500, webPort: %d}
            """;

    /**
     * Runs a job until it has completed some checkpoints.
     *
     * @param frames name of the stored frames
     */
    static CheckpointCost measure(
            int cameras, int checkpoints, String frames, SidecarFactory sidecar, Path folder)
            throws Exception {
        int port = Ports.free(0);
        String list =
                IntStream.range(0, cameras)
                        .mapToObj("{id: camera-%d, source: \"synthetic:\", fps: 2}"::formatted)
                        .collect(Collectors.joining(", "));
        JobConfig config =
                new ConfigLoader()
                        .parse(
                                "checkpoints",
                                CONFIG.formatted(cameras, list, folder, cameras, port),
                                List.of("sidecar.address=none:1"));
        try (LocalJob job =
                LocalJob.start(
                        config,
                        frames,
                        sidecar,
                        folder,
                        ConfiguredConnectors.of(config, System.currentTimeMillis()).outputs())) {
            CheckpointCost first = await(1, cameras, port, job.client().getJobID());
            CheckpointCost last = await(checkpoints, cameras, port, job.client().getJobID());
            return last.since(first);
        }
    }

    /** Returns a copy without the failures until an earlier moment, when the job was starting. */
    private CheckpointCost since(CheckpointCost earlier) {
        return new CheckpointCost(
                cameras, count, failed - earlier.failed, bytes, medianMillis, mostMillis);
    }

    private static CheckpointCost await(int checkpoints, int cameras, int port, JobID job)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        CheckpointCost seen = read(cameras, port, job);
        while (seen.count < checkpoints) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d checkpoints in %d s: %s"
                                .formatted(seen.count, checkpoints, TIMEOUT_SECONDS, seen));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            seen = read(cameras, port, job);
        }
        return seen;
    }

    private static CheckpointCost read(int cameras, int port, JobID job)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:%d/jobs/%s/checkpoints".formatted(port, job));
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(address).build(),
                                HttpResponse.BodyHandlers.ofString());
        JsonNode all = new ObjectMapper().readTree(answer.body());
        JsonNode duration = all.path("summary").path("end_to_end_duration");
        return new CheckpointCost(
                cameras,
                all.path("counts").path("completed").asLong(),
                all.path("counts").path("failed").asLong(),
                all.path("latest").path("completed").path("state_size").asLong(),
                duration.path("p50").asDouble(),
                duration.path("max").asDouble());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "checkpoints of %d cameras: %.1f KiB, median %.0f ms, most %.0f ms (%d completed, %d"
                        + " failed)",
                cameras,
                bytes / 1024.0,
                medianMillis,
                mostMillis,
                count,
                failed);
    }
}
