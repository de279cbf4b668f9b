package io.ekya.job.labelling;

import io.ekya.device.DeviceShare;
import io.ekya.infer.LabelledFrame;
import io.ekya.job.commands.RetryingSender;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.LoadedStudent;
import io.ekya.job.models.StudentLoader;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import io.ekya.label.Teacher;
import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import io.ekya.vision.Jpeg;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * What the labelling thread does: asks the teacher, runs the live student on the same crops, keeps
 * account, and puts labelled crops to the sidecar. Held-out frames are only counted. Used by one
 * thread, but for {@link #dropped} and {@link #drain}.
 */
final class LabelProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelProcessor.class);
    private static final int CROPS_A_PUT = 64;

    /** Calls that may wait for the sidecar: some minutes' labels of a few cameras. */
    static final int MOST_CALLS = 256;

    private final JobConfig config;
    private final SiteRules rules;
    private final @Nullable Teacher teacher;
    private final DeviceShare share;
    private final StudentLoader loader;
    private final RetryingSender courier;
    private final Set<Integer> sides = new TreeSet<>();
    private final Map<String, WindowLabels> cameras = new HashMap<>();
    private final Map<String, LoadedStudent> students = new HashMap<>();
    private final Map<String, PutBuffer> puts = new HashMap<>();
    private final Queue<Dropped> dropped = new ConcurrentLinkedQueue<>();
    private long putNumber;

    /** A sampled frame that was not labelled. */
    private record Dropped(String camera, long window) {}

    /**
     * @param teacher null where it could not be opened: then nothing is labelled
     * @param share the labelling share
     * @param courier takes labels and requests to the sidecar, so that a sidecar that is slow or
     *     silent costs no labels; started and closed by this, as teacher, share and loader are
     *     closed
     */
    LabelProcessor(
            JobConfig config,
            @Nullable Teacher teacher,
            DeviceShare share,
            StudentLoader loader,
            RetryingSender courier) {
        this.config = config;
        this.rules = SiteRules.of(config);
        this.teacher = teacher;
        this.share = share;
        this.loader = loader;
        this.courier = courier;
        courier.start();
        sides.add(rules.fullSide());
        rules.inference().forEach(option -> sides.add(option.side()));
    }

    /** Counts a sampled frame that is not labelled; may be called by any thread. */
    void dropped(String camera, long window) {
        dropped.add(new Dropped(camera, window));
    }

    void label(FrameCrops frame, long window) throws InterruptedException {
        WindowLabels camera = camera(frame.camera());
        if (teacher == null) {
            camera.drop(window);
            return;
        }
        if (frame.regions() == 0) {
            return;
        }
        Crops crops = new Crops(frame.side(), frame.crops());
        int[] labels = ask(teacher, frame, crops);
        if (labels == null) {
            camera.drop(window);
            return;
        }
        Map<Integer, int[]> bySide = askStudent(frame.camera(), crops);
        int[] live = bySide.getOrDefault(rules.fullSide(), new int[labels.length]);
        if (frame.use() == FrameCrops.EVALUATE) {
            camera.addHeldOut(window, live, labels);
            return;
        }
        camera.add(
                window,
                new LabelledFrame(frame.index(), frame.regionBoxes(), live, labels),
                bySide);
        PutBuffer buffer = puts.computeIfAbsent(frame.camera(), c -> new PutBuffer());
        if (buffer.window() != window) {
            flush(frame.camera());
        }
        buffer.add(window, frame.timeMillis(), crops, labels);
        if (buffer.count() >= CROPS_A_PUT) {
            flush(frame.camera());
        }
    }

    private int @Nullable [] ask(Teacher asked, FrameCrops frame, Crops crops)
            throws InterruptedException {
        long began = System.nanoTime();
        try {
            BgrImage image = asked.needsFrame() ? Jpeg.decode(frame.jpeg()) : null;
            int[] labels = share.run(() -> asked.label(crops, frame.regionBoxes(), image));
            double more = (config.teacher().slowdown() - 1) * (System.nanoTime() - began);
            TimeUnit.NANOSECONDS.sleep((long) more);
            return labels;
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "frame {} of camera {} cannot be labelled: {}",
                    frame.index(),
                    frame.camera(),
                    e.toString());
            return null;
        }
    }

    private Map<Integer, int[]> askStudent(String camera, Crops crops) throws InterruptedException {
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
        return cameras.computeIfAbsent(id, c -> new WindowLabels(c, rules.fullSide(), burstLength));
    }

    /** Sums a camera's window up, sends what is left of its labels, and asks for its profile. */
    LabelSummary endWindow(LabelTask.EndWindow end) {
        countDropped();
        flush(end.camera());
        LabelSummary summary = camera(end.camera()).close(end.window(), rules.inference());
        ProfileRequest request =
                new ProfileRequest(
                        rules.site(),
                        end.camera(),
                        end.window(),
                        end.closedAtMillis(),
                        rules.profileBudget(),
                        summary.labels(),
                        Double.isNaN(summary.liveAccuracy()) ? null : summary.liveAccuracy(),
                        summary.accuracyFactors(),
                        rules.retraining());
        courier.hand(outbox -> outbox.add("profile " + end.camera(), s -> s.profile(request)));
        return summary;
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
        LabelledCrops crops = buffer.take();
        String key = "put " + putNumber++ + " " + camera;
        courier.hand(outbox -> outbox.add(key, s -> s.put(rules.site(), camera, window, crops)));
    }

    void useStudent(String camera, String sha256) {
        loader.request(camera, sha256);
    }

    /** Waits until the sidecar has everything; false where that takes too long. */
    boolean drain(long millis) throws InterruptedException {
        return courier.drain(millis);
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
            courier.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
