/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.record.FrameCrops;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the records that the cameras' threads put into their slots, round robin, so that no camera
 * can starve the others. A camera's position advances when its record is emitted.
 */
final class CameraReader implements SourceReader<FrameCrops, CameraSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);

    private final SourceReaderContext context;
    private final FetcherFactory fetchers;
    private final ThreadFailure failure = new ThreadFailure(cause -> wake());
    private final Map<String, CameraFetcher> cameras = new LinkedHashMap<>();
    private final Map<String, CameraSplit> positions = new LinkedHashMap<>();
    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private final SilenceWatch silence;
    private Iterator<String> roundRobin = List.<String>of().iterator();
    private boolean noMoreSplits;

    /** Creates the thread of a camera. */
    interface FetcherFactory {
        /**
         * Creates a thread, not started; null if the configuration no longer has the camera.
         *
         * @param wake called whenever the camera's slot has changed
         * @param failure receives what ends the thread unexpectedly
         */
        @Nullable CameraFetcher create(CameraSplit split, Runnable wake, ThreadFailure failure);
    }

    /**
     * @param times the time of a split's camera
     */
    CameraReader(
            SourceReaderContext context,
            FetcherFactory fetchers,
            Function<CameraSplit, CameraTime> times) {
        this.context = context;
        this.fetchers = fetchers;
        this.silence = new SilenceWatch(times, failure);
    }

    @Override
    public void start() {
        silence.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<FrameCrops> output) {
        failure.rethrow();
        for (int tried = 0; tried < positions.size(); tried++) {
            String camera = nextCamera();
            CameraFetcher fetcher = fetcher(camera);
            FrameCrops record = fetcher.slot().take();
            if (record != null) {
                emit(camera, record, output);
                return InputStatus.MORE_AVAILABLE;
            }
            if (fetcher.slot().isExhausted()) {
                release(camera, fetcher, output);
                tried = -1;
            }
        }
        if (noMoreSplits && positions.isEmpty()) {
            return InputStatus.END_OF_INPUT;
        }
        return armAndCheckEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    private void emit(String camera, FrameCrops record, ReaderOutput<FrameCrops> output) {
        output.createOutputForSplit(camera).collect(record, record.times().eventMillis());
        CameraSplit position = positions.get(camera);
        if (position != null) {
            boolean isFrameConsumed =
                    record.isFrame()
                            || (record.kind() == FrameCrops.Kind.BAD
                                    && record.dropped().frames() > 0);
            long next = isFrameConsumed ? record.index() + 1 : position.nextIndex();
            positions.put(camera, position.at(next, record.times().eventMillis()));
        }
        silence.delivered(camera, record);
    }

    private void release(String camera, CameraFetcher fetcher, ReaderOutput<FrameCrops> output) {
        fetcher.close();
        positions.remove(camera);
        cameras.remove(camera);
        silence.forget(camera);
        roundRobin = List.<String>of().iterator();
        output.releaseOutputForSplit(camera);
    }

    private String nextCamera() {
        if (!roundRobin.hasNext()) {
            roundRobin = List.copyOf(positions.keySet()).iterator();
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
        return cameras.values().stream()
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
            CameraFetcher fetcher = fetchers.create(split, this::wake, failure);
            if (fetcher == null) {
                LOG.info("Camera {} is no longer configured", split.camera());
                continue;
            }
            positions.put(split.camera(), split);
            cameras.put(split.camera(), fetcher);
            silence.watch(split, fetcher.slot());
            context.metricGroup()
                    .addGroup("camera", split.camera())
                    .gauge("online", () -> fetcher.isOnline() ? 1 : 0);
            fetcher.start();
        }
        wake();
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
        for (CameraFetcher fetcher : open) {
            fetcher.join();
        }
    }
}
