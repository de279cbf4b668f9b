/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.job.commands.ApplyFunction;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.inference.InferFunction;
import io.ekya.job.labelling.LabelFunction;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sampling.SampleFunction;
import io.ekya.job.scheduling.ScheduleFunction;
import io.ekya.job.source.camera.CameraSource;
import io.ekya.job.source.camera.FrameSplitFunction;
import io.ekya.job.source.journal.JournalSource;
import io.ekya.job.source.journal.TailDeadline;
import io.ekya.job.source.kafka.KafkaFrames;
import io.ekya.job.windows.WindowsFunction;
import io.ekya.sidecar.api.SidecarEvent;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The graph of the Flink job.
 *
 * <pre>
 * cameras ▸ split ──► infer ──► windows ──► apply ══► sidecar
 *               └───► label ─────┘            ▲          ║
 *                 ▲     ▲                     │          ║
 *                 └─────┴── control ◄── schedule, students ◄── journal
 * </pre>
 *
 * The camera source also names the cameras to {@code schedule} whenever they change. There is no
 * cycle: the loop closes through the sidecar.
 */
public final class EkyaTopology {
    /** Time after which a silent camera no longer holds back the windows of the others. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** How long after the end of a bounded run an unavailable sidecar is retried. */
    private static final long GIVE_UP_MILLIS = 60_000;

    private EkyaTopology() {}

    /** Adds the graph to the environment, which {@link FlinkSettings} configures. */
    public static void build(
            StreamExecutionEnvironment env, JobConfig config, JobConnectors connectors) {
        WindowClock windows = windowsOf(config, connectors.startMillis());
        CameraKeys keys = CameraKeys.of(config);
        env.setMaxParallelism(CameraKeys.MAX_PARALLELISM);
        if (config.flink().parallelism() > 0) {
            env.setParallelism(config.flink().parallelism());
        }

        DataStream<FrameCrops> cameras =
                env.fromSource(
                                new CameraSource(
                                        config,
                                        windows,
                                        connectors.feeds(),
                                        connectors.timing(),
                                        connectors.startMillis()),
                                WatermarkStrategy.<FrameCrops>forMonotonousTimestamps()
                                        .withIdleness(IDLE),
                                "cameras")
                        .uid("cameras")
                        .setDescription(
                                "Decodes each camera, finds regions, cuts crops; newest frame wins");
        DataStream<SidecarEvent> events =
                env.fromSource(
                                new JournalSource(
                                        config.site(),
                                        connectors.sidecar(),
                                        tailDeadline(config, connectors.startMillis())),
                                alwaysMaximal(),
                                "sidecar events")
                        .uid("events")
                        .setDescription("Follows the sidecar's journal")
                        .forceNonParallel();
        String site = config.site();
        DataStream<CameraSet> sets =
                cameras.flatMap(new SelectCameraSets())
                        .uid("camera-sets")
                        .name("camera sets")
                        .assignTimestampsAndWatermarks(alwaysMaximal())
                        .uid("camera-sets-time")
                        .name("camera sets time");
        DataStream<Control> decisions =
                events.keyBy(SidecarEvent::site)
                        .connect(sets.keyBy(set -> site, Types.STRING))
                        .process(new ScheduleFunction(config, windows, connectors.sidecar()))
                        .uid("schedule")
                        .name("schedule")
                        .setDescription("Plans shares, configurations and retrainings")
                        .forceNonParallel();
        BroadcastStream<Control> control =
                decisions.broadcast(
                        ControlState.ALLOCATIONS, ControlState.STUDENTS, ControlState.CAMERAS);

        Optional<KafkaFrames> kafka = KafkaFrames.of(env, config, windows, control);
        SingleOutputStreamOperator<FrameCrops> frames =
                kafka.<DataStream<FrameCrops>>map(k -> cameras.union(k.frames()))
                        .orElse(cameras)
                        .process(new FrameSplitFunction())
                        .uid("split")
                        .name("split")
                        .setDescription(
                                "Separates frames, candidates for labelling and dead letters");

        SingleOutputStreamOperator<Prediction> predictions =
                frames.keyBy(f -> keys.of(f.camera()), Types.STRING)
                        .connect(control)
                        .process(
                                new InferFunction(
                                        config, windows, connectors.models(), connectors.sidecar()))
                        .uid("infer")
                        .name("infer")
                        .setDescription("Runs each camera's student within its share of the GPU");
        long grace = graceMillis(config);
        DataStream<FrameCrops> sampled =
                frames.getSideOutput(FrameSplitFunction.CANDIDATES)
                        .keyBy(f -> keys.of(f.camera()), Types.STRING)
                        .process(new SampleFunction(config.sampling(), windows))
                        .uid("sample")
                        .name("sample")
                        .setDescription(
                                "Chooses frames for the teacher within the window's budget");
        DataStream<Summary> labels =
                sampled.keyBy(f -> keys.of(f.camera()), Types.STRING)
                        .connect(control)
                        .process(
                                new LabelFunction(
                                        config,
                                        windows,
                                        connectors.models(),
                                        connectors.sidecar(),
                                        grace / 2))
                        .uid("label")
                        .name("label")
                        .setDescription(
                                "The teacher labels sampled frames; labels go to the sidecar");
        DataStream<WindowResult> results =
                predictions
                        .keyBy(p -> keys.of(p.camera()), Types.STRING)
                        .connect(
                                labels.union(predictions.getSideOutput(InferFunction.SUMMARIES))
                                        .keyBy(s -> keys.of(s.camera()), Types.STRING))
                        .process(new WindowsFunction(config.site(), windows, keys, grace))
                        .uid("windows")
                        .name("windows")
                        .setDescription("Emits one result per camera and window");
        results.keyBy(r -> keys.of(r.camera()), Types.STRING)
                .connect(control)
                .process(new ApplyFunction(config, connectors.sidecar()))
                .uid("apply")
                .name("apply allocation")
                .setDescription("Sends commands and reports to the sidecar");

        DataStream<Allocation> plans =
                decisions
                        .flatMap(new SelectAllocations())
                        .uid("allocations")
                        .name("allocations")
                        .setDescription("Selects the allocations for the log")
                        .forceNonParallel();
        DataStream<FrameCrops> unusable = frames.getSideOutput(FrameSplitFunction.DEAD_LETTERS);
        DataStream<FrameCrops> deadLetters =
                kafka.map(k -> unusable.union(k.ofUnknownCameras())).orElse(unusable);
        for (JobConnectors.Output output : connectors.outputs()) {
            JobConnectors.Sinks sinks = output.sinks();
            sink(predictions, sinks.predictions(), "predictions" + output.suffix());
            sink(results, sinks.windows(), "window results" + output.suffix());
            sink(events, sinks.events(), "event log" + output.suffix());
            sink(plans, sinks.allocations(), "allocation log" + output.suffix());
            sink(deadLetters, sinks.deadLetters(), "dead letters" + output.suffix());
        }
    }

    private static <T> void sink(DataStream<T> stream, @Nullable Sink<T> sink, String name) {
        if (sink == null) {
            return;
        }
        stream.sinkTo(sink)
                .uid(name.replace(' ', '-'))
                .name(name)
                .setParallelism(1)
                .setMaxParallelism(1)
                .disableChaining(); // at any parallelism, so that savepoints fit each other
    }

    private static WindowClock windowsOf(JobConfig config, long startMillis) {
        return WindowClock.startingAt(
                startMillis, config.window().millis(), config.window().count());
    }

    /** How long a window waits for its labels: half as long as planning waits for profiles. */
    private static long graceMillis(JobConfig config) {
        double seconds = config.window().seconds() / config.window().pace();
        return Math.max(200, Math.round(500 * seconds * config.scheduler().deadline()));
    }

    private static TailDeadline tailDeadline(JobConfig config, long startMillis) {
        long now = System.currentTimeMillis();
        if (config.window().count() == 0) {
            return new TailDeadline(now, Long.MAX_VALUE);
        }
        double length =
                config.window().count() * config.window().seconds() / config.window().pace();
        long end = Math.max(now, startMillis) + Math.round(1000 * length);
        return new TailDeadline(now, end + GIVE_UP_MILLIS);
    }

    /** Watermarks of control streams, which must never hold back frames. */
    private static <T> WatermarkStrategy<T> alwaysMaximal() {
        return WatermarkStrategy.forGenerator(
                context ->
                        new WatermarkGenerator<T>() {
                            @Override
                            public void onEvent(T event, long time, WatermarkOutput output) {}

                            @Override
                            public void onPeriodicEmit(WatermarkOutput output) {
                                output.emitWatermark(Watermark.MAX_WATERMARK);
                            }
                        });
    }

    /** Selects the records that name the cameras. */
    private static final class SelectCameraSets implements FlatMapFunction<FrameCrops, CameraSet> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(FrameCrops record, Collector<CameraSet> out) {
            CameraSet cameras = record.cameras();
            if (cameras != null) {
                out.collect(cameras);
            }
        }
    }

    /** Selects the allocations among control records. */
    private static final class SelectAllocations implements FlatMapFunction<Control, Allocation> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(Control control, Collector<Allocation> out) {
            control.allocations().forEach(out::collect);
        }
    }
}
