/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.ConfigException;
import io.ekya.job.record.CameraSet;
import io.ekya.job.record.FrameCrops;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the records that the cameras' threads put into their slots, round robin, so that no camera
 * can starve the others. A camera's position advances when its record is emitted. A camera runs
 * from when both its split has been assigned and the enumerator has named it, until the enumerator
 * no longer names it.
 */
final class CameraReader implements SourceReader<FrameCrops, CameraSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);

    private final SourceReaderContext context;
    private final FetcherFactory fetchers;
    private final ThreadFailure failure = new ThreadFailure(cause -> wake());
    private final Map<String, CameraFetcher> cameras = new LinkedHashMap<>();
    private final Map<String, CameraSplit> positions = new LinkedHashMap<>();
    private final Set<String> stopped = new HashSet<>(); // their outputs are to be released
    private final List<CameraFetcher> ending = new ArrayList<>();
    private final Set<String> measured = new HashSet<>(); // cameras with a metric
    private final Map<String, CameraFetcher> online = new ConcurrentHashMap<>();
    private final CameraAnnouncer announcer;
    private final SilenceWatch silence;
    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private Iterator<String> roundRobin = List.<String>of().iterator();
    private @Nullable CameraSet named; // null until the enumerator has named the cameras
    private boolean noMoreSplits;

    /** Creates the thread of a camera. */
    interface FetcherFactory {
        /**
         * Creates a thread, not started.
         *
         * @param wake called whenever the camera's slot has changed
         * @param failure receives what ends the thread unexpectedly
         * @throws ConfigException if the camera's configuration cannot be used on this machine
         */
        CameraFetcher create(
                CameraSet.Entry camera, CameraSplit split, Runnable wake, ThreadFailure failure);
    }

    /**
     * @param times the time of a split's camera
     * @param announcer its records are emitted by this reader
     */
    CameraReader(
            SourceReaderContext context,
            FetcherFactory fetchers,
            Function<CameraSplit, CameraTime> times,
            CameraAnnouncer announcer) {
        this.context = context;
        this.fetchers = fetchers;
        this.silence = new SilenceWatch(times, failure);
        this.announcer = announcer;
    }

    @Override
    public void start() {
        silence.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<FrameCrops> output) {
        failure.rethrow();
        releaseStopped(output);
        FrameCrops announcement = announcer.take();
        if (announcement != null) {
            output.collect(announcement); // without a time: it is of no camera
            return InputStatus.MORE_AVAILABLE;
        }
        for (int tried = 0; tried < cameras.size(); tried++) {
            String camera = nextCamera();
            CameraFetcher fetcher = fetcher(camera);
            FrameCrops record = fetcher.slot().take();
            if (record != null) {
                emit(camera, record, output);
                return InputStatus.MORE_AVAILABLE;
            }
            if (fetcher.slot().isExhausted()) {
                stop(camera);
                positions.remove(camera);
                releaseStopped(output);
                tried = -1;
            }
        }
        if (noMoreSplits && positions.isEmpty() && announcer.isEmpty()) {
            return InputStatus.END_OF_INPUT;
        }
        return armAndCheckEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    private void emit(String camera, FrameCrops record, ReaderOutput<FrameCrops> output) {
        CameraSplit position = positions.get(camera);
        if (position == null) {
            throw new IllegalStateException("camera " + camera + " has no position");
        }
        output.createOutputForSplit(camera)
                .collect(record.numberedFrom(position.firstIndex()), record.times().eventMillis());
        boolean isFrameConsumed =
                record.isFrame()
                        || (record.kind() == FrameCrops.Kind.BAD && record.dropped().frames() > 0);
        long next = isFrameConsumed ? record.index() + 1 : position.nextIndex();
        positions.put(camera, position.at(next, record.times().eventMillis()));
        silence.delivered(camera, record);
    }

    /** Ends the thread of a camera, if it has one. */
    private void stop(String camera) {
        CameraFetcher fetcher = cameras.remove(camera);
        if (fetcher != null) {
            fetcher.close();
            ending.removeIf(CameraFetcher::hasEnded);
            ending.add(fetcher);
            online.remove(camera);
            silence.forget(camera);
            stopped.add(camera);
            roundRobin = List.<String>of().iterator();
        }
    }

    /**
     * A camera that has stopped does not hold back event time. The output is marked as idle first,
     * because a subtask without outputs would stay active at its last watermark.
     */
    private void releaseStopped(ReaderOutput<FrameCrops> output) {
        for (String camera : stopped) {
            output.createOutputForSplit(camera).markIdle();
            output.releaseOutputForSplit(camera);
        }
        stopped.clear();
    }

    private String nextCamera() {
        if (!roundRobin.hasNext()) {
            roundRobin = List.copyOf(cameras.keySet()).iterator();
        }
        return roundRobin.next();
    }

    private CameraFetcher fetcher(String camera) {
        CameraFetcher fetcher = cameras.get(camera);
        if (fetcher == null) {
            throw new IllegalStateException("no thread reads camera " + camera);
        }
        return fetcher;
    }

    /** Arms the future that wakes the task, then checks again, so that no record is missed. */
    private boolean armAndCheckEmpty() {
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        return announcer.isEmpty()
                && cameras.values().stream()
                        .allMatch(c -> c.slot().isEmpty() && !c.slot().isExhausted());
    }

    private void wake() {
        available.complete(null);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<CameraSplit> snapshotState(long checkpointId) {
        return List.copyOf(positions.values());
    }

    @Override
    public void addSplits(List<CameraSplit> splits) {
        for (CameraSplit split : splits) {
            CameraSplit held = positions.get(split.camera());
            if (held == null || split.originMillis() > held.originMillis()) {
                stop(split.camera());
                positions.put(split.camera(), split);
                startIfNamed(split);
            }
        }
        wake();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof CameraEvent.Cameras cameraSet) {
            take(cameraSet.set());
            announcer.changed(cameraSet.set(), cameraSet.changed());
        } else if (event instanceof CameraEvent.Refused refused) {
            announcer.refused(refused.camera(), refused.reason());
        }
        wake();
    }

    /** Stops the cameras that are not named, and starts those that waited to be named. */
    private void take(CameraSet set) {
        named = set;
        for (CameraSplit split : List.copyOf(positions.values())) {
            if (!split.isOf(set)) {
                LOG.info("Camera {} is not configured any more", split.camera());
                stop(split.camera());
                positions.remove(split.camera());
            } else if (!cameras.containsKey(split.camera())) {
                startIfNamed(split);
            }
        }
    }

    private void startIfNamed(CameraSplit split) {
        CameraSet set = named;
        CameraSet.Entry entry = set == null ? null : set.get(split.camera()).orElse(null);
        if (set == null || entry == null || !split.isOf(set)) {
            return;
        }
        CameraFetcher fetcher;
        try {
            fetcher = fetchers.create(entry, split, this::wake, failure);
        } catch (ConfigException e) {
            LOG.warn("Camera {} cannot start", split.camera(), e);
            announcer.refused(split.camera(), String.valueOf(e.getMessage()));
            return;
        }
        cameras.put(split.camera(), fetcher);
        silence.watch(split, fetcher.slot());
        measure(split.camera(), fetcher);
        fetcher.start();
    }

    /** Of a camera that does not run, the metric is NaN, since metrics cannot be removed. */
    private void measure(String camera, CameraFetcher fetcher) {
        online.put(camera, fetcher);
        if (measured.add(camera)) {
            context.metricGroup()
                    .addGroup("camera", camera)
                    .gauge("online", () -> onlineValue(online.get(camera)));
        }
    }

    private static Number onlineValue(@Nullable CameraFetcher fetcher) {
        if (fetcher == null) {
            return Double.NaN;
        }
        return fetcher.isOnline() ? 1 : 0;
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        wake();
    }

    @Override
    public void close() throws InterruptedException {
        silence.close();
        List<CameraFetcher> open = new ArrayList<>(cameras.values());
        open.forEach(CameraFetcher::close);
        open.addAll(ending);
        for (CameraFetcher fetcher : open) {
            fetcher.join();
        }
    }
}
