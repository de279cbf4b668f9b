package io.ekya.sidecar;

import io.ekya.sidecar.flight.Limits;
import io.ekya.sidecar.flight.Listening;
import io.ekya.sidecar.job.JobSettings;
import io.ekya.sidecar.store.Retention;
import java.nio.file.Path;

/**
 * How a sidecar is set up.
 *
 * @param folder of its registry, models and samples
 * @param listening where, and whom it lets in
 * @param limits what it takes on at once
 * @param gpus device budget; on a processor one GPU is one core
 * @param jobs how students are judged and profiled
 * @param retention how much is kept
 */
public record SidecarOptions(
        Path folder,
        Listening listening,
        Limits limits,
        double gpus,
        JobSettings jobs,
        Retention retention) {
    public SidecarOptions {
        if (!(gpus > 0 && Double.isFinite(gpus))) {
            throw new IllegalArgumentException("gpus must be above 0, but is " + gpus);
        }
    }

    /** One GPU, a free port of the loopback interface, the usual limits and retention. */
    public static SidecarOptions local(Path folder, JobSettings jobs) {
        return new SidecarOptions(
                folder, Listening.local(0), Limits.DEFAULT, 1, jobs, Retention.DEFAULT);
    }
}
