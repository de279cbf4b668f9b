/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * A process that was started for a cluster.
 *
 * @param name such as taskmanager-1; unique within the cluster
 * @param identity see {@link ProcessIdentity}
 */
record ClusterProcess(String name, ProcessKind kind, long pid, String identity) {

    /** Returns whether it still runs; another process with its id does not count. */
    @JsonIgnore
    boolean isAlive() {
        return ProcessIdentity.of(pid).filter(identity::equals).isPresent();
    }

    /** Returns the running process; empty if it has exited. */
    Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }
}
