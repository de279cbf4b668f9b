package io.ekya.job.inference;

import io.ekya.device.DeviceShare;
import io.ekya.infer.CarryForward;
import io.ekya.infer.DemandMeter;
import io.ekya.infer.FrameSampling;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.job.metrics.ShareAverage;
import io.ekya.job.models.LoadedStudent;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.InferenceSummary;
import io.ekya.vision.Box;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's inference: its student, its share of the device, what was last analysed and what
 * that cost. Lives in memory of the subtask that owns the camera; a restart begins it anew.
 */
final class CameraInference implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraInference.class);

    /** A first guess of one frame's cost, seconds of one GPU, until the first was measured. */
    private static final double GUESS_SECONDS = 0.003;

    private static final double GUESS_FPS = 15;

    private final String camera;
    private final SiteRules rules;
    private final double pace;
    private final DeviceShare share;
    private final FrameSampling frames;
    private final InferenceChoice choice;
    private final DemandMeter meter;
    private final ShareAverage used;
    private LoadedStudent student;
    private InferenceConfiguration configuration;
    private boolean choosesItself = true;
    private List<Box> lastBoxes = List.of();
    private int[] lastClasses = {};
    private long lastAnalysed = FrameSampling.NONE;
    private long firstIndex = -1;
    private long firstMillis;
    private double fps = GUESS_FPS;
    private long errors;

    CameraInference(
            String camera, SiteRules rules, double pace, DeviceShare share, LoadedStudent student) {
        this.camera = camera;
        this.rules = rules;
        this.pace = pace;
        this.share = share;
        this.student = student;
        this.frames = new FrameSampling(Math.max(0, rules.cameras().indexOf(camera)));
        this.choice = new InferenceChoice(rules.inference(), rules.fullSide());
        this.meter = new DemandMeter(rules.fullSide(), GUESS_SECONDS);
        this.used = new ShareAverage(share);
        this.configuration = choice.within(share.requested(), this::demand);
    }

    /** Puts an allocation into force: an option's id, or an empty one to choose by itself. */
    void use(String inference, double newShare) {
        used.resize(newShare);
        choosesItself = inference.isEmpty();
        for (InferenceConfiguration option : rules.inference()) {
            if (option.id().equals(inference)) {
                configuration = option;
            }
        }
    }

    /** Puts a student into service and closes the one before. */
    void swap(LoadedStudent next) {
        student.classifier().close();
        student = next;
    }

    /** Whether this frame is to be analysed; otherwise it is answered from the last one. */
    boolean isDue(FrameCrops frame) {
        return frames.analyse(frame.index(), lastAnalysed, configuration.everyNth());
    }

    /**
     * Classes of the frame's regions by the student, or null where the share does not allow it now.
     */
    int @Nullable [] analyse(FrameCrops frame) {
        if (choosesItself) {
            configuration = choice.within(share.requested(), this::demand);
        }
        Crops crops = new Crops(Math.max(1, frame.side()), frame.crops());
        long before = share.busyNanos();
        int[] classes = frame.regions() == 0 ? new int[0] : classify(crops);
        if (classes == null) {
            return null;
        }
        if (frame.regions() > 0) {
            meter.add(configuration.side(), 1, share.busyNanos() - before);
        }
        lastAnalysed = frame.index();
        lastBoxes = frame.regionBoxes();
        lastClasses = classes;
        return classes;
    }

    private int @Nullable [] classify(Crops crops) {
        try {
            return share.tryRun(
                    () ->
                            student.classifier()
                                    .classify(Cropper.resize(crops, configuration.side())));
        } catch (RuntimeException e) {
            if (errors++ == 0) {
                LOG.warn("student {} of camera {} cannot answer", student.sha256(), camera, e);
            }
            return null;
        }
    }

    /** Whether a frame was analysed that answers can be carried over from. */
    boolean canCarry() {
        return lastAnalysed != FrameSampling.NONE;
    }

    /** Classes of the frame's regions, carried over from the last analysed frame. */
    int[] carry(FrameCrops frame) {
        return CarryForward.carry(lastBoxes, lastClasses, frame.regionBoxes());
    }

    /** Takes note that a frame came, whatever becomes of it. */
    void seen(FrameCrops frame) {
        if (firstIndex < 0 || frame.index() < firstIndex) {
            firstIndex = frame.index();
            firstMillis = frame.timeMillis();
        } else if (frame.timeMillis() - firstMillis >= 1000) {
            fps = (frame.index() - firstIndex) * 1000.0 / (frame.timeMillis() - firstMillis);
        }
    }

    private double demand(InferenceConfiguration option) {
        return meter.gpus(option, fps * pace);
    }

    String studentSha256() {
        return student.sha256();
    }

    String configuration() {
        return configuration.id();
    }

    double requested() {
        return share.requested();
    }

    /** What was measured since the last summary. */
    InferenceSummary summary(long window) {
        Map<String, Double> demands = new LinkedHashMap<>();
        if (rules.inference().stream().anyMatch(o -> meter.measured(o.side()))) {
            rules.inference().forEach(o -> demands.put(o.id(), demand(o)));
        }
        ShareAverage.Mean mean = used.sinceLast();
        return new InferenceSummary(
                camera,
                window,
                demands,
                configuration.id(),
                mean.requested(),
                mean.achieved(),
                student.sha256());
    }

    @Override
    public void close() {
        share.close();
        student.classifier().close();
    }
}
