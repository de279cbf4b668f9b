/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ekya cluster savepoint}. */
@Command(
        name = "savepoint",
        description =
                "Take a savepoint of a job and print its path; with --stop, end the job with it.")
final class SavepointCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "JOB",
            description = "Id of the job (default: the only one that runs).")
    @Nullable String job;

    @Option(names = "--stop", description = "End the job with the savepoint.")
    boolean stop;

    @Mixin ClusterAccess access = new ClusterAccess();

    @Override
    public Integer call() throws Exception {
        ClusterJobs jobs = access.jobs(access.state());
        String path = jobs.savepoint(jobs.choose(job), access.folder().savepoints(), stop);
        access.out().println("savepoint: " + path);
        access.out().println("restore it with: ekya cluster submit CONF --from-savepoint " + path);
        return 0;
    }
}
