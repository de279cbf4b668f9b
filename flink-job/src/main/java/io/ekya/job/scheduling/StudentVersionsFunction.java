/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import io.ekya.job.planning.EventPayloads;
import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarEvent;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Turns promotions, checkpoints and operator decisions (roll-back, pin) into student versions. */
public final class StudentVersionsFunction implements FlatMapFunction<SidecarEvent, Control> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(SidecarEvent event, Collector<Control> out) {
        if (event.kind() == EventKind.PROMOTED || event.kind() == EventKind.CHECKPOINTED) {
            EventPayloads.of(event, RetrainResult.class)
                    .filter(result -> result.sha256() != null)
                    .map(
                            result ->
                                    new StudentVersion(
                                            event.site(),
                                            event.requireCamera(),
                                            String.valueOf(result.sha256()),
                                            result.sequence()))
                    .ifPresent(version -> out.collect(Control.of(version)));
        } else if (event.kind() == EventKind.SERVING_CHANGED) {
            EventPayloads.of(event, ServingChange.class)
                    .map(
                            change ->
                                    new StudentVersion(
                                            event.site(),
                                            event.requireCamera(),
                                            change.sha256(),
                                            change.sequence()))
                    .ifPresent(version -> out.collect(Control.of(version)));
        }
    }
}
