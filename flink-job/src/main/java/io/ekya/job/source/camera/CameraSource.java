/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.WindowClock;
import io.ekya.job.source.changes.CameraChanges;
import io.ekya.job.source.changes.CameraControl;
import java.util.function.DoubleFunction;
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
public final class CameraSource implements Source<FrameCrops, CameraSplit, Roster> {
    private static final long serialVersionUID = 1L;

    private final JobConfig config;
    private final WindowClock windows;
    private final FeedFactory feeds;
    private final SourceTiming timing;
    private final long startMillis;

    /**
     * @param config cameras, sampling, side of the crops and pace are used
     * @param windows event time of the site
     * @param feeds opens the cameras
     * @param startMillis earliest wall-clock time of the cameras' first frames
     */
    public CameraSource(
            JobConfig config,
            WindowClock windows,
            FeedFactory feeds,
            SourceTiming timing,
            long startMillis) {
        this.config = config;
        this.windows = windows;
        this.feeds = feeds;
        this.timing = timing;
        this.startMillis = startMillis;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<CameraSplit, Roster> createEnumerator(
            SplitEnumeratorContext<CameraSplit> context) {
        return restoreEnumerator(context, Roster.EMPTY);
    }

    /** Cameras that the configuration has added since the checkpoint start now. */
    @Override
    public SplitEnumerator<CameraSplit, Roster> restoreEnumerator(
            SplitEnumeratorContext<CameraSplit> context, Roster roster) {
        CameraControl control = CameraControl.of(config, roster.changes()).orElse(null);
        return new CameraEnumerator(
                context,
                new CameraEnumerator.Settings(
                        new CameraTexts(config).configured(),
                        timing.startOf(startMillis, System.currentTimeMillis()),
                        endMillis(),
                        System::currentTimeMillis),
                control,
                control == null ? roster.withChanges(CameraChanges.NONE) : roster);
    }

    /** Wall-clock time at which the last window of the cameras ends. */
    private long endMillis() {
        return windows.count() == 0
                ? Long.MAX_VALUE
                : startMillis
                        + Math.round(
                                windows.count() * windows.windowMillis() / config.window().pace());
    }

    @Override
    public SourceReader<FrameCrops, CameraSplit> createReader(SourceReaderContext context) {
        CameraTexts texts = new CameraTexts(config);
        boolean announces =
                config.changesCameras()
                        && context.getIndexOfSubtask() == CameraEnumerator.ANNOUNCER;
        return new CameraReader(
                context,
                (entry, split, wake, failure) ->
                        fetcher(texts.camera(entry.camera(), entry.text()), split, wake, failure),
                this::timeOf,
                new CameraAnnouncer(context.metricGroup(), announces));
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
        double pace = config.window().pace();
        long origin = split.originMillis();
        long lastDue = origin + Math.round((split.lastEventMillis() - origin) / pace);
        long now = System.currentTimeMillis();
        boolean isRestored = split.lastEventMillis() > origin;
        MonotonicClock clock = MonotonicClock.startingAt(isRestored ? Math.max(now, lastDue) : now);
        return new CameraTime(
                windows,
                new Pacer(origin, pace, clock),
                timing.everyFrame(),
                System::currentTimeMillis);
    }

    @Override
    public SimpleVersionedSerializer<CameraSplit> getSplitSerializer() {
        return new CameraSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Roster> getEnumeratorCheckpointSerializer() {
        return new RosterSerializer();
    }
}
