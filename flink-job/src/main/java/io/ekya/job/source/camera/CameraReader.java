package io.ekya.job.source.camera;

import io.ekya.job.record.FrameCrops;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits what its cameras' threads leave in their slots, one camera after the other, so that none
 * can crowd the others out. A camera's position moves when its record is emitted.
 */
final class CameraReader implements SourceReader<FrameCrops, CameraSplit> {
    private final SourceReaderContext context;
    private final BiFunction<CameraSplit, Runnable, CameraFetcher> fetchers;
    private final Map<String, CameraFetcher> cameras = new LinkedHashMap<>();
    private final Map<String, CameraSplit> positions = new LinkedHashMap<>();
    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private final SilenceWatch silence;
    private Iterator<String> turn = List.<String>of().iterator();
    private boolean noMoreSplits;

    /**
     * @param fetchers makes the thread of a camera; what it is given must be run whenever its slot
     *     was filled
     * @param silence says that time goes on where a camera delivers nothing
     */
    CameraReader(
            SourceReaderContext context,
            BiFunction<CameraSplit, Runnable, CameraFetcher> fetchers,
            SilenceWatch silence) {
        this.context = context;
        this.fetchers = fetchers;
        this.silence = silence;
    }

    @Override
    public void start() {
        silence.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<FrameCrops> output) {
        for (int tried = 0; tried < positions.size(); tried++) {
            String camera = nextInTurn();
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
        return armedAndStillEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    private void emit(String camera, FrameCrops record, ReaderOutput<FrameCrops> output) {
        output.createOutputForSplit(camera).collect(record, record.timeMillis());
        if (record.kind() != FrameCrops.HEARTBEAT) {
            CameraSplit position = positions.get(camera);
            if (position != null) {
                boolean isCameraItself =
                        record.kind() == FrameCrops.BAD && record.droppedFrames() == 0;
                long next = isCameraItself ? record.index() : record.index() + 1;
                positions.put(camera, position.at(Math.max(position.nextIndex(), next)));
            }
        }
        silence.heard(camera, record);
    }

    private void release(String camera, CameraFetcher fetcher, ReaderOutput<FrameCrops> output) {
        fetcher.close();
        positions.remove(camera);
        cameras.remove(camera);
        silence.forget(camera);
        turn = List.<String>of().iterator();
        output.releaseOutputForSplit(camera);
    }

    private String nextInTurn() {
        if (!turn.hasNext()) {
            turn = List.copyOf(positions.keySet()).iterator();
        }
        return turn.next();
    }

    private CameraFetcher fetcher(String camera) {
        CameraFetcher fetcher = cameras.get(camera);
        if (fetcher == null) {
            throw new IllegalStateException("camera " + camera + " has no thread");
        }
        return fetcher;
    }

    /** Sets the future that wakes the task, then looks again: what came between would be missed. */
    private boolean armedAndStillEmpty() {
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
            CameraFetcher fetcher = fetchers.apply(split, this::wake);
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
