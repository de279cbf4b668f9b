/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import io.ekya.job.config.JobConfig;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/** Turns results into messages; used by one writer. */
interface Translator<T> {
    /** Messages at the start. */
    List<MqttMessage> start();

    /** Messages of a result. */
    List<MqttMessage> translate(T result);

    /** Creates the translator of a writer. */
    interface Factory<T> extends Function<JobConfig, Translator<T>>, Serializable {}
}
