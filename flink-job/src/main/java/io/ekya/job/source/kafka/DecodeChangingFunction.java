/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.ConfigException;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.ControlState;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks and decodes frame records of cameras that change while the job runs. Until the first
 * control record, or the restored one, these are the configured cameras.
 */
final class DecodeChangingFunction
        extends BroadcastProcessFunction<FrameRecord, Control, FrameCrops> {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeChangingFunction.class);
    private static final long serialVersionUID = 1L;

    private final JobConfig config;
    private transient CameraTexts texts;
    private transient RecordDecoder decoder;
    private transient @Nullable CameraSet inUse;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    DecodeChangingFunction(JobConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        texts = new CameraTexts(config);
        decoder = new RecordDecoder(config, getRuntimeContext().getMetricGroup());
        decoder.use(config.cameras());
    }

    @Override
    public void processElement(
            FrameRecord record, ReadOnlyContext context, Collector<FrameCrops> out)
            throws Exception {
        use(ControlState.cameras(context.getBroadcastState(ControlState.CAMERAS)));
        FrameCrops decoded =
                decoder.decode(
                        record,
                        context.timestamp(),
                        context.currentProcessingTime(),
                        unknown -> context.output(RecordDecoder.UNKNOWN_CAMERAS, unknown));
        if (decoded != null) {
            out.collect(decoded);
        }
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<FrameCrops> out)
            throws Exception {
        ControlState.takeCameras(
                control,
                context.getBroadcastState(ControlState.CAMERAS),
                context.getBroadcastState(ControlState.ALLOCATIONS),
                context.getBroadcastState(ControlState.STUDENTS));
    }

    private void use(@Nullable CameraSet cameras) {
        if (cameras == null || cameras.equals(inUse)) {
            return;
        }
        inUse = cameras;
        List<CameraConfig> configured = new ArrayList<>();
        for (CameraSet.Entry entry : cameras.cameras()) {
            try {
                configured.add(texts.camera(entry.camera(), entry.text()));
            } catch (ConfigException e) {
                LOG.warn("Frames of camera {} cannot be read", entry.camera(), e);
            }
        }
        decoder.use(configured);
    }
}
