/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

/** Kinds of processes, in the order in which they are started; they are stopped in reverse. */
enum ProcessKind {
    ZOOKEEPER,
    KAFKA,
    SIDECAR,
    JOB_MANAGER,
    TASK_MANAGER
}
