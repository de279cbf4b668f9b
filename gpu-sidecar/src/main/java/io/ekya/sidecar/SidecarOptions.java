package io.ekya.sidecar;

import io.ekya.sidecar.job.JobSettings;
import java.nio.file.Path;

/**
 * How a sidecar is set up.
 *
 * @param folder of its registry, models and samples
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param token that callers must show; empty lets everyone in
 * @param gpus device budget; on a processor one GPU is one core
 * @param jobs how students are judged and profiled
 */
public record SidecarOptions(
        Path folder, String host, int port, String token, double gpus, JobSettings jobs) {
    public SidecarOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0..65535, but is " + port);
        }
        if (!(gpus > 0 && Double.isFinite(gpus))) {
            throw new IllegalArgumentException("gpus must be above 0, but is " + gpus);
        }
    }
}
