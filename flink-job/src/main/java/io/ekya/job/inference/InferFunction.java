/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.JobConfig;
import io.ekya.job.control.CameraKeys;
import io.ekya.job.control.ControlState;
import io.ekya.job.metrics.CameraCounts;
import io.ekya.job.metrics.CameraGauges;
import io.ekya.job.models.LoadedStudent;
import io.ekya.job.models.Models;
import io.ekya.job.models.StudentLoader;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.Control;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowClock;
import io.ekya.job.task.TaskFailure;
import io.ekya.learn.Classifier;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Runs the camera's student on frames, under the camera's share of the device. Frames between two
 * analysed ones carry predictions forward, and so do frames for which the share has no credit at
 * the moment; frames that are too old are dropped and count as incorrect. A new student is swapped
 * in between two batches. While predictions are late, this is reported to the sidecar, so that
 * training yields.
 */
public final class InferFunction
        extends KeyedBroadcastProcessFunction<String, FrameCrops, Control, Prediction> {
    private static final long serialVersionUID = 1L;

    /** Inference statistics of each camera, at the end of each window. */
    public static final OutputTag<Summary> SUMMARIES = new OutputTag<>("summaries") {};

    /** Window whose timer is set; cleared when the camera has been removed. */
    static final ValueStateDescriptor<Long> TIMER = new ValueStateDescriptor<>("timer", Long.class);

    private static final int WARM_UP_CROPS = 8;

    private final JobConfig config;
    private final WindowClock windows;
    private final CameraKeys keys;
    private final Models models;
    private final SidecarFactory sidecar;
    private transient SiteRules rules;
    private transient StudentLoader loader;
    private transient Map<String, CameraInference> cameras;
    private transient Map<String, CameraControl> inForce;
    private transient ValueState<Long> timer;
    private transient CameraGauges gauges;
    private transient CameraCounts counts;
    private transient Counter ofRemoved;
    private transient String host;
    private transient @Nullable LatencySignal latency;
    private transient ThreadFailure failure;

    /** The broadcast state that a camera has taken up. */
    private record CameraControl(
            @Nullable Allocation allocation, @Nullable StudentVersion student) {
        static final CameraControl NONE = new CameraControl(null, null);

        boolean isNewer(@Nullable StudentVersion version) {
            return version != null && version.isNewerThan(student);
        }
    }

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public InferFunction(
            JobConfig config, WindowClock windows, Models models, SidecarFactory sidecar) {
        this.config = config;
        this.windows = windows;
        this.keys = CameraKeys.of(config);
        this.models = models;
        this.sidecar = sidecar;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        rules = SiteRules.of(config);
        failure = TaskFailure.of(getRuntimeContext());
        loader = new StudentLoader("students of infer", models, sidecar.connect(), failure);
        cameras = new HashMap<>();
        inForce = new HashMap<>();
        timer = getRuntimeContext().getState(TIMER);
        gauges = new CameraGauges(getRuntimeContext().getMetricGroup());
        counts = new CameraCounts(getRuntimeContext().getMetricGroup());
        ofRemoved = getRuntimeContext().getMetricGroup().counter("framesOfRemovedCameras");
        host = hostName();
        warmUp();
        int target = config.inference().targetLatencyMillis();
        if (target > 0) {
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            latency =
                    new LatencySignal(
                            rules.site(), "infer-" + subtask, target, sidecar.connect(), failure);
            latency.start();
        }
    }

    /** Loads native libraries and runs every crop size once: the first batches are slow. */
    private void warmUp() {
        LoadedStudent student = loader.openBase();
        try (Classifier classifier = student.classifier()) {
            for (InferenceConfiguration option : rules.inference()) {
                int side = option.side();
                Crops blank = new Crops(side, new byte[WARM_UP_CROPS * 3 * side * side]);
                classifier.classify(blank);
            }
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void processElement(FrameCrops frame, ReadOnlyContext context, Collector<Prediction> out)
            throws Exception {
        failure.rethrow();
        if (!isRunning(frame.camera(), context)) {
            ofRemoved.inc();
            return;
        }
        long window = windows.windowOf(frame.times().eventMillis());
        if (timer.value() == null && windows.has(window)) {
            timer.update(window);
            context.timerService().registerEventTimeTimer(windows.timerOf(window));
        }
        CameraInference camera = camera(frame.camera());
        takeControl(frame.camera(), camera, context);
        counts.in(frame);
        out.collect(predict(frame, window, camera, context.currentProcessingTime()));
        if (latency != null && frame.isFrame()) {
            long now = context.currentProcessingTime();
            latency.record(now, now - frame.times().capturedAtMillis());
        }
    }

    private boolean isRunning(String camera, ReadOnlyContext context) throws Exception {
        return !config.changesCameras()
                || ControlState.isRunning(camera, context.getBroadcastState(ControlState.CAMERAS));
    }

    private CameraInference camera(String id) {
        return cameras.computeIfAbsent(
                id,
                camera ->
                        new CameraInference(
                                camera,
                                rules,
                                config.window().pace(),
                                models.governor().open("infer " + camera, rules.firstInference()),
                                loader.openBase()));
    }

    private void takeControl(String id, CameraInference camera, ReadOnlyContext context)
            throws Exception {
        CameraControl before = inForce.getOrDefault(id, CameraControl.NONE);
        if (!inForce.containsKey(id)) {
            gauges.set(id, "studentSequence", 0L); // the base student
        }
        Allocation allocation = context.getBroadcastState(ControlState.ALLOCATIONS).get(id);
        StudentVersion version = context.getBroadcastState(ControlState.STUDENTS).get(id);
        if (allocation != null && !allocation.equals(before.allocation())) {
            camera.use(allocation.inference().configuration(), allocation.inference().share());
        }
        if (version != null && before.isNewer(version)) {
            loader.request(id, version.sha256());
        }
        inForce.put(id, new CameraControl(allocation, version));
        LoadedStudent ready = loader.poll(id);
        if (ready != null) {
            camera.swap(ready);
            if (version != null) {
                gauges.set(id, "studentSequence", version.sequence());
            }
        }
        gauges.set(id, "shareRequested", camera.requested());
    }

    private Prediction predict(
            FrameCrops frame, long window, CameraInference camera, long nowMillis) {
        Prediction.How how;
        int[] classes;
        if (!frame.isFrame()) {
            how = Prediction.How.NONE;
            classes = new int[0];
        } else {
            camera.seen(frame);
            long age = nowMillis - frame.times().capturedAtMillis();
            boolean isFresh = age <= config.inference().maxAgeMillis();
            int[] analysed = isFresh && camera.isDue(frame) ? camera.analyse(frame) : null;
            if (analysed != null) {
                how = Prediction.How.ANALYSED;
                classes = analysed;
            } else if (isFresh && camera.canCarry()) {
                how = Prediction.How.CARRIED;
                classes = camera.carry(frame);
            } else {
                how = Prediction.How.DROPPED;
                classes = unknown(frame.regions().count());
            }
        }
        long latencyMillis = System.currentTimeMillis() - frame.times().capturedAtMillis();
        if (how == Prediction.How.ANALYSED) {
            camera.recordLatency(latencyMillis);
        }
        counts.predicted(frame.camera(), how, latencyMillis);
        return new Prediction(
                frame.camera(),
                frame.index(),
                frame.times().eventMillis(),
                window,
                how,
                new Prediction.Regions(frame.regions().boxes(), classes, frame.regions().truth()),
                frame.dropped(),
                new Prediction.Model(camera.studentSha256(), camera.configuration(), host),
                latencyMillis);
    }

    private static int[] unknown(int regions) {
        int[] classes = new int[regions];
        Arrays.fill(classes, ObjectClass.UNKNOWN);
        return classes;
    }

    @Override
    public void processBroadcastElement(Control control, Context context, Collector<Prediction> out)
            throws Exception {
        ControlState.takeAllocations(control, context.getBroadcastState(ControlState.ALLOCATIONS));
        ControlState.takeStudents(control, context.getBroadcastState(ControlState.STUDENTS));
        CameraSet set = control.cameras();
        if (set != null && config.changesCameras()) {
            ControlState.takeCameras(
                    control,
                    context.getBroadcastState(ControlState.CAMERAS),
                    context.getBroadcastState(ControlState.ALLOCATIONS),
                    context.getBroadcastState(ControlState.STUDENTS));
            useCameras(set);
        }
    }

    private void useCameras(CameraSet set) {
        rules = rules.withCameras(set.ids());
        for (String camera : List.copyOf(cameras.keySet())) {
            if (!set.contains(camera)) {
                cameras.remove(camera).close();
                inForce.remove(camera);
                gauges.forget(camera);
            }
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Prediction> out)
            throws Exception {
        failure.rethrow();
        if (!keys.isCurrent(context.getCurrentKey())) {
            timer.clear(); // the camera has another key since its savepoint
            return;
        }
        String id = CameraKeys.cameraOf(context.getCurrentKey());
        long window = windows.windowOf(time);
        if (!isRunning(id, context)) {
            timer.clear();
            context.output(SUMMARIES, Summary.ofRemoved(id, window));
            return;
        }
        CameraInference camera = cameras.get(id);
        if (camera != null && windows.isTimer(time)) {
            var summary = camera.summary(window);
            gauges.set(id, "shareAchieved", summary.statistics().achievedShare());
            context.output(SUMMARIES, Summary.of(summary));
        }
        long watermark = context.timerService().currentWatermark();
        long next = windows.next(window, watermark);
        if (watermark != Long.MAX_VALUE && windows.has(next)) {
            timer.update(next);
            context.timerService().registerEventTimeTimer(windows.timerOf(next));
        }
    }

    @Override
    public void close() throws Exception {
        if (cameras != null) {
            cameras.values().forEach(CameraInference::close);
            cameras.clear();
        }
        if (loader != null) {
            loader.close();
        }
        if (latency != null) {
            latency.close();
        }
    }
}
