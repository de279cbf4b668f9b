/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.job.source.FixedSplitEnumerator;
import io.ekya.job.source.SplitListSerializer;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads the cameras of a site, one split each. The thread of a camera paces its frames (an event
 * second takes a wall-clock second divided by the pace), finds regions and cuts crops. If the
 * stream does not keep up, the newest frame wins. Ends when every camera has ended or delivered its
 * last window.
 */
public final class CameraSource implements Source<FrameCrops, CameraSplit, List<CameraSplit>> {
    private static final long serialVersionUID = 1L;

    private final JobConfig config;
    private final WindowClock windows;
    private final FeedFactory feeds;
    private final SourceTiming timing;

    /**
     * @param config cameras, sampling, side of the crops and pace are used
     * @param windows event time of the site
     * @param feeds opens the cameras
     */
    public CameraSource(
            JobConfig config, WindowClock windows, FeedFactory feeds, SourceTiming timing) {
        this.config = config;
        this.windows = windows;
        this.feeds = feeds;
        this.timing = timing;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<CameraSplit, List<CameraSplit>> createEnumerator(
            SplitEnumeratorContext<CameraSplit> context) {
        long earliest = System.currentTimeMillis() + timing.leastLeadMillis();
        long start = Math.max(windows.originMillis(), earliest);
        List<CameraSplit> splits =
                config.cameras().stream().map(c -> new CameraSplit(c.id(), start, 0)).toList();
        return new FixedSplitEnumerator<>(context, splits);
    }

    @Override
    public SplitEnumerator<CameraSplit, List<CameraSplit>> restoreEnumerator(
            SplitEnumeratorContext<CameraSplit> context, List<CameraSplit> pending) {
        return new FixedSplitEnumerator<>(context, pending);
    }

    @Override
    public SourceReader<FrameCrops, CameraSplit> createReader(SourceReaderContext context) {
        Map<String, CameraConfig> cameras =
                config.cameras().stream()
                        .collect(Collectors.toMap(CameraConfig::id, Function.identity()));
        return new CameraReader(
                context,
                (split, wake, failure) -> fetcher(configOf(cameras, split), split, wake, failure),
                this::timeOf);
    }

    private static CameraConfig configOf(Map<String, CameraConfig> cameras, CameraSplit split) {
        CameraConfig camera = cameras.get(split.camera());
        if (camera == null) {
            throw new IllegalStateException(
                    "cameras must contain all cameras of the checkpoint, but '%s' is missing; add it again or start without the checkpoint"
                            .formatted(split.camera()));
        }
        return camera;
    }

    private CameraFetcher fetcher(
            CameraConfig camera, CameraSplit split, Runnable wake, ThreadFailure failure) {
        CameraTime time = timeOf(split);
        DoubleFunction<FrameCutter> cutters =
                fps -> FrameCutter.of(config, camera, new FrameUse(config, camera, fps)::of);
        CameraSlot slot = new CameraSlot(wake, timing.everyFrame());
        return new CameraFetcher(camera, feeds, cutters, time, slot, split.nextIndex(), failure);
    }

    private CameraTime timeOf(CameraSplit split) {
        Pacer pacer =
                new Pacer(split.originMillis(), config.window().pace(), System::currentTimeMillis);
        return new CameraTime(windows, pacer, timing.everyFrame());
    }

    @Override
    public SimpleVersionedSerializer<CameraSplit> getSplitSerializer() {
        return new CameraSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<CameraSplit>> getEnumeratorCheckpointSerializer() {
        return new SplitListSerializer<>(new CameraSplitSerializer());
    }
}
