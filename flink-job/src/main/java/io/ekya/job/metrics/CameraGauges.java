/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Gauges per camera in Flink's metric system, registered when their first value is set. */
public final class CameraGauges {
    private final MetricGroup group;
    private final Map<String, AtomicReference<Object>> values = new HashMap<>();

    public CameraGauges(MetricGroup group) {
        this.group = group;
    }

    /** Sets the metric {@code <operator>.camera.<camera>.<name>}. */
    public void set(String camera, String name, Object value) {
        AtomicReference<Object> known = values.get(camera + '/' + name);
        if (known == null) {
            AtomicReference<Object> made = new AtomicReference<>(value);
            values.put(camera + '/' + name, made);
            group.addGroup("camera", camera).gauge(name, (Gauge<Object>) made::get);
        } else {
            known.set(value);
        }
    }

    /** The metrics of a camera that does not run any more become NaN; they cannot be removed. */
    public void forget(String camera) {
        values.forEach(
                (name, value) -> {
                    if (name.startsWith(camera + '/')) {
                        value.set(Double.NaN);
                    }
                });
    }
}
