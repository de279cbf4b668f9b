/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ekya cluster cancel}. */
@Command(
        name = "cancel",
        description = "Cancel a job without a savepoint. Its last checkpoint stays in the folder.")
final class CancelCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "JOB",
            description = "Id of the job (default: the only one that runs).")
    @Nullable String job;

    @Mixin ClusterAccess access = new ClusterAccess();

    @Override
    public Integer call() throws Exception {
        ClusterJobs jobs = access.jobs(access.state());
        String id = jobs.choose(job);
        jobs.cancel(id);
        access.out().println("job " + id + " is cancelled");
        return 0;
    }
}
