/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.device.DeviceShare;
import io.ekya.infer.LabelledFrame;
import io.ekya.job.commands.RetryingSender;
import io.ekya.job.commands.SidecarCall;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.LoadedStudent;
import io.ekya.job.models.StudentLoader;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.LabelSummary;
import io.ekya.label.Teacher;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import io.ekya.vision.Jpeg;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels frames: runs the teacher, runs the serving student on the same crops, counts their
 * agreement, and sends labelled crops to the sidecar. Held-out frames are only counted. Used by one
 * thread, except for {@link #dropped} and {@link #drain}.
 */
final class LabelProcessor implements FrameLabeller {
    private static final Logger LOG = LoggerFactory.getLogger(LabelProcessor.class);
    private static final int CROPS_PER_PUT = 64;

    /** Commands that can wait for the sidecar: some minutes' labels of a few cameras. */
    static final int SENDER_CAPACITY = 256;

    private final JobConfig config;
    private SiteRules rules;
    private final @Nullable Teacher teacher;
    private final DeviceShare share;
    private final StudentLoader loader;
    private final RetryingSender sender;
    private final Set<Integer> sides = new TreeSet<>();
    private final Map<String, WindowLabels> cameras = new HashMap<>();
    private final Map<String, LoadedStudent> students = new HashMap<>();
    private final Map<String, PutBuffer> puts = new HashMap<>();
    private final Queue<Dropped> dropped = new ConcurrentLinkedQueue<>();
    private long putNumber;

    /** A sampled frame that was not labelled. */
    private record Dropped(String camera, long window) {}

    /**
     * @param teacher null if it could not be opened; then nothing is labelled
     * @param share the labelling share
     * @param sender sends labels and requests to the sidecar, so that a slow or silent sidecar
     *     costs no labels; started by this. All of them are closed by this
     */
    LabelProcessor(
            JobConfig config,
            @Nullable Teacher teacher,
            DeviceShare share,
            StudentLoader loader,
            RetryingSender sender) {
        this.config = config;
        this.rules = SiteRules.of(config);
        this.teacher = teacher;
        this.share = share;
        this.loader = loader;
        this.sender = sender;
        sender.start();
        sides.add(rules.fullSide());
        rules.inference().forEach(option -> sides.add(option.side()));
    }

    @Override
    public void dropped(String camera, long window) {
        dropped.add(new Dropped(camera, window));
    }

    @Override
    public void label(FrameCrops frame, long window) throws InterruptedException {
        WindowLabels camera = camera(frame.camera());
        if (teacher == null) {
            camera.drop(window);
            return;
        }
        if (frame.regions().count() == 0) {
            return;
        }
        Crops crops = frame.regions().images();
        int[] labels = runTeacher(teacher, frame, crops);
        if (labels == null) {
            camera.drop(window);
            return;
        }
        Map<Integer, int[]> bySide = runStudent(frame.camera(), crops);
        int[] live = bySide.getOrDefault(rules.fullSide(), new int[labels.length]);
        if (frame.use() == FrameCrops.Use.EVALUATE) {
            camera.addHeldOut(window, live, labels);
            return;
        }
        camera.add(
                window,
                new LabelledFrame(frame.index(), frame.regions().toBoxes(), live, labels),
                bySide);
        PutBuffer buffer = puts.computeIfAbsent(frame.camera(), c -> new PutBuffer());
        if (buffer.window() != window) {
            flush(frame.camera());
        }
        buffer.add(window, frame.times().eventMillis(), crops, labels);
        if (buffer.count() >= CROPS_PER_PUT) {
            flush(frame.camera());
        }
    }

    private int @Nullable [] runTeacher(Teacher opened, FrameCrops frame, Crops crops)
            throws InterruptedException {
        long start = System.nanoTime();
        try {
            byte[] jpeg = frame.jpeg();
            BgrImage image = opened.needsFrame() && jpeg != null ? Jpeg.decode(jpeg) : null;
            int[] labels = share.run(() -> opened.label(crops, frame.regions().toBoxes(), image));
            double more = (config.teacher().slowdown() - 1) * (System.nanoTime() - start);
            TimeUnit.NANOSECONDS.sleep((long) more);
            return labels;
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Labelling frame {} of camera {} failed: {}",
                    frame.index(),
                    frame.camera(),
                    e.toString());
            return null;
        }
    }

    private Map<Integer, int[]> runStudent(String camera, Crops crops) throws InterruptedException {
        LoadedStudent student = student(camera);
        Map<Integer, int[]> bySide = new LinkedHashMap<>();
        for (int side : sides) {
            bySide.put(
                    side,
                    share.run(() -> student.classifier().classify(Cropper.resize(crops, side))));
        }
        return bySide;
    }

    private LoadedStudent student(String camera) {
        LoadedStudent ready = loader.poll(camera);
        if (ready != null) {
            LoadedStudent old = students.put(camera, ready);
            if (old != null) {
                old.classifier().close();
            }
            return ready;
        }
        return students.computeIfAbsent(camera, c -> loader.openBase());
    }

    private WindowLabels camera(String id) {
        int burstLength = config.sampling().offsets().stream().mapToInt(o -> o).max().orElse(0);
        return cameras.computeIfAbsent(id, c -> new WindowLabels(rules.fullSide(), burstLength));
    }

    /** Also sends the window's remaining labels and requests its micro-profile. */
    @Override
    public LabelSummary endWindow(String camera, long window, long closedAtMillis) {
        countDropped();
        flush(camera);
        LabelStatistics statistics = camera(camera).close(window, rules.inference());
        request(camera, window, closedAtMillis, statistics);
        if (statistics.seesAlmostNothing()) {
            LOG.warn(
                    "The teacher named {} of {} regions of camera {} in window {} background; if the camera sees objects, the teacher does not fit (teacher.model, teacher.minScore, teacher.minOverlap)",
                    statistics.backgroundRegions(),
                    statistics.regions(),
                    camera,
                    window);
        }
        return new LabelSummary(camera, window, statistics);
    }

    @Override
    public void repeatRequest(String camera, long window, long closedAtMillis) {
        request(camera, window, closedAtMillis, LabelStatistics.none());
    }

    private void request(
            String camera, long window, long closedAtMillis, LabelStatistics statistics) {
        ProfileRequest request =
                new ProfileRequest(
                        rules.site(),
                        camera,
                        window,
                        closedAtMillis,
                        rules.profileBudget(),
                        statistics.labels(),
                        statistics.liveAccuracy(),
                        statistics.accuracyFactors(),
                        rules.retraining());
        sender.submit(new SidecarCall.RequestProfile(request));
    }

    private void countDropped() {
        for (Dropped one = dropped.poll(); one != null; one = dropped.poll()) {
            camera(one.camera()).drop(one.window());
        }
    }

    private void flush(String camera) {
        PutBuffer buffer = puts.get(camera);
        if (buffer == null || buffer.count() == 0) {
            return;
        }
        long window = buffer.window();
        sender.submit(
                new SidecarCall.PutLabels(
                        rules.site(), camera, window, putNumber++, buffer.take()));
    }

    @Override
    public void useStudent(String camera, @Nullable String sha256) {
        loader.request(camera, sha256);
    }

    @Override
    public void useCameras(List<String> ids) {
        rules = rules.withCameras(ids);
        cameras.keySet().retainAll(ids);
        puts.keySet().retainAll(ids);
        for (String camera : List.copyOf(students.keySet())) {
            if (!ids.contains(camera)) {
                students.remove(camera).classifier().close();
            }
        }
    }

    @Override
    public boolean drain(long millis) throws InterruptedException {
        return sender.drain(millis);
    }

    @Override
    public void close() {
        students.values().forEach(s -> s.classifier().close());
        if (teacher != null) {
            teacher.close();
        }
        share.close();
        loader.close();
        try {
            sender.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
