/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Checks and decodes frame records of the configured cameras. Has no state. */
public final class DecodeFunction extends ProcessFunction<FrameRecord, FrameCrops> {
    private static final long serialVersionUID = 1L;

    /** Dead letters of records that belong to no configured camera. */
    public static final OutputTag<FrameCrops> UNKNOWN_CAMERAS = RecordDecoder.UNKNOWN_CAMERAS;

    private final JobConfig config;
    private transient RecordDecoder decoder;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public DecodeFunction(JobConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new RecordDecoder(config, getRuntimeContext().getMetricGroup());
        decoder.use(config.cameras());
    }

    @Override
    public void processElement(FrameRecord record, Context context, Collector<FrameCrops> out) {
        FrameCrops decoded =
                decoder.decode(
                        record,
                        context.timestamp(),
                        context.timerService().currentProcessingTime(),
                        unknown -> context.output(UNKNOWN_CAMERAS, unknown));
        if (decoded != null) {
            out.collect(decoded);
        }
    }
}
