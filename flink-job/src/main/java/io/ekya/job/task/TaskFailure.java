/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.task;

import io.ekya.concurrent.ThreadFailure;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * Fails a task when one of its operator's threads has failed. An operator only acts when a record
 * or a timer arrives, which may be never, so the failure is looked for at intervals as well.
 */
public final class TaskFailure {
    /** Interval of looking for a failure, processing time. */
    public static final long CHECK_MILLIS = 500;

    private TaskFailure() {}

    /**
     * Returns what an operator's threads report their failures to; within half a second the task
     * fails with the reason. Called when the operator opens.
     */
    public static ThreadFailure of(RuntimeContext context) {
        if (!(context instanceof StreamingRuntimeContext streaming)) {
            throw new IllegalStateException("not the context of a streaming operator: " + context);
        }
        return of(streaming.getProcessingTimeService());
    }

    /** As above, for a sink. */
    public static ThreadFailure of(ProcessingTimeService time) {
        ThreadFailure failure = new ThreadFailure();
        checkLater(time, failure);
        return failure;
    }

    private static void checkLater(ProcessingTimeService time, ThreadFailure failure) {
        time.registerTimer(
                time.getCurrentProcessingTime() + CHECK_MILLIS,
                at -> {
                    failure.rethrow();
                    checkLater(time, failure);
                });
    }
}
