/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.ekya.learn.TorchEngine;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A golden model that is an ONNX detector with YOLOX layout: a region takes the class of the
 * detection with the largest overlap, or background. Input [1, 3, height, width], float BGR 0..255,
 * letterboxed; output as described at {@link YoloxHead}; COCO classes. Computes on one thread.
 */
public final class YoloxTeacher implements Teacher {
    private static final double SAME_OBJECT =
            0.45; // IoU above which the detection with the lower score is suppressed
    private static final Map<String, String> OPTIONS =
            Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

    private final Path file;
    private final Model model;
    private final NDManager manager;
    private final Letterbox letterbox;
    private final double minScore;
    private final double minOverlap;
    private final HeadLayout layout;

    private YoloxTeacher(
            Path file,
            Model model,
            NDManager manager,
            Letterbox letterbox,
            double minScore,
            double minOverlap)
            throws IOException {
        this.file = file;
        this.model = model;
        this.manager = manager;
        this.letterbox = letterbox;
        this.minScore = minScore;
        this.minOverlap = minOverlap;
        this.layout = layout();
    }

    /** Runs the detector once. */
    private HeadLayout layout() throws IOException {
        float[] output = run(new float[3 * letterbox.width() * letterbox.height()]);
        try {
            return HeadLayout.of(output, letterbox.width(), letterbox.height());
        } catch (IOException e) {
            throw new IOException(
                    ("teacher model %s has the shape of a YOLOX detector, but its output %s; export "
                                    + "it with YOLOX's tools/export_onnx.py")
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * Opens a detector, with its weights in the same file or in others beside it, and runs it once.
     * Its boxes may be decoded in the graph or not.
     *
     * @param file in ONNX format
     * @param minScore minimum objectness × class score of a detection, 0..1
     * @param minOverlap minimum IoU between a region and the detection that labels it, 0..1
     * @throws IOException if a file is missing, incomplete or not ONNX, or the inputs or outputs
     *     have another shape or another meaning; the message states which
     */
    public static YoloxTeacher open(Path file, double minScore, double minOverlap)
            throws IOException {
        OnnxFile.check(file);
        NDManager manager = TorchEngine.newManager(Device.cpu());
        Model model = Model.newInstance("teacher", Device.cpu(), "OnnxRuntime");
        boolean opened = false;
        try {
            Letterbox letterbox = OnnxInput.of(file); // after DJL has created ONNX's environment
            load(model, file);
            YoloxTeacher teacher =
                    new YoloxTeacher(file, model, manager, letterbox, minScore, minOverlap);
            opened = true;
            return teacher;
        } finally {
            if (!opened) {
                model.close();
                manager.close();
            }
        }
    }

    private static void load(Model model, Path file) throws IOException {
        try {
            model.load(file, null, OPTIONS); // by path: the weights may be in a second file
        } catch (MalformedModelException | EngineException e) {
            throw new IOException(
                    "teacher model %s cannot be read as ONNX: %s".formatted(file, cause(e)), e);
        }
    }

    @Override
    public boolean needsFrame() {
        return true;
    }

    @Override
    public int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame) {
        if (frame == null) {
            throw new IllegalArgumentException("frame must not be null for a detector");
        }
        List<Detection> detections = detect(frame);
        return boxes.stream().mapToInt(box -> classOf(box, detections, minOverlap)).toArray();
    }

    /**
     * Returns all detections of a frame after suppression, in frame pixels, by decreasing score.
     */
    List<Detection> detect(BgrImage frame) {
        float[] output;
        try {
            output = run(letterbox.apply(frame));
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e); // it has run once on opening
        }
        List<Detection> found =
                YoloxHead.decode(layout, output, letterbox.width(), letterbox.height(), minScore);
        return YoloxHead.suppress(found, SAME_OBJECT).stream()
                .map(d -> new Detection(letterbox.toFrame(d.box(), frame), d.coco(), d.score()))
                .toList();
    }

    /**
     * Returns the class of the detection that overlaps a region most; background if none overlaps
     * enough.
     */
    static int classOf(Box region, List<Detection> detections, double minOverlap) {
        return detections.stream()
                .filter(d -> d.box().iou(region) > 0 && d.box().iou(region) >= minOverlap)
                .max(Comparator.comparingDouble(d -> d.box().iou(region)))
                .flatMap(d -> ObjectClass.ofCoco(d.coco()))
                .orElse(ObjectClass.BACKGROUND)
                .index();
    }

    private float[] run(float[] input) throws IOException {
        int rows = YoloxHead.rows(letterbox.width(), letterbox.height());
        try (NDManager batch = manager.newSubManager()) {
            NDArray x = batch.create(input, new Shape(1, 3, letterbox.height(), letterbox.width()));
            NDList outputs =
                    model.getBlock()
                            .forward(new ParameterStore(batch, false), new NDList(x), false);
            try (outputs) {
                Shape expected = new Shape(1, rows, YoloxHead.COLUMNS);
                if (outputs.size() != 1 || !outputs.get(0).getShape().equals(expected)) {
                    throw new IOException(
                            ("teacher model %s returns %s; a YOLOX detector with COCO classes "
                                            + "returns %s")
                                    .formatted(file, shapes(outputs), expected));
                }
                return outputs.get(0).toFloatArray();
            }
        } catch (EngineException e) {
            throw new IOException(
                    ("teacher model %s failed to run: " + "%s").formatted(file, cause(e)), e);
        }
    }

    private static String shapes(NDList outputs) {
        return outputs.stream().map(o -> o.getShape().toString()).toList().toString();
    }

    private static String cause(Exception e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage());
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }
}
