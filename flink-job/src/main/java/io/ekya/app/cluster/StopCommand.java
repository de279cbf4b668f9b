/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ekya cluster stop}. */
@Command(
        name = "stop",
        description = {
            "End the cluster's processes, and no others. Its folder stays.",
            "Jobs that still run end without a savepoint: take one first with `ekya cluster savepoint"
                    + " --stop`."
        })
final class StopCommand implements Callable<Integer> {
    @Mixin ClusterAccess access = new ClusterAccess();

    @Override
    public Integer call() throws Exception {
        int ended = access.cluster().stop();
        access.out().println(ended == 0 ? "nothing was running" : ended + " processes stopped");
        return 0;
    }
}
