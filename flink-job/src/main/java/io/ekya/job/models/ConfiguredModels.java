/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.models;

import io.ekya.device.DeviceName;
import io.ekya.device.ShareGovernor;
import io.ekya.device.TimeShareGovernor;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.TeacherConfig;
import io.ekya.label.ClassifierTeacher;
import io.ekya.label.Teacher;
import io.ekya.label.YoloxTeacher;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.TorchDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models by configuration: classifiers on PyTorch and the configured device, ONNX detectors on ONNX
 * Runtime and the CPU. Everything that this process computes on a device is under one governor.
 */
public final class ConfiguredModels implements Models {
    private static final long serialVersionUID = 1L;
    private static final Map<DeviceName, ShareGovernor> GOVERNORS = new ConcurrentHashMap<>();

    private final TeacherConfig teacher;
    private final String student;
    private final String device;
    private final String cache;

    /**
     * @param cache folder for fetched students
     */
    public ConfiguredModels(JobConfig config, Path cache) {
        this.teacher = config.teacher();
        this.student = config.student().model();
        this.device = config.sidecar().device();
        this.cache = cache.toString();
    }

    private TorchDevice torch() {
        return TorchDevice.open(DeviceName.of(device));
    }

    @Override
    public Learner learner() {
        return torch().learner();
    }

    @Override
    public Teacher teacher() throws IOException {
        if (teacher.kind().equals("yolox")) {
            return YoloxTeacher.open(
                    Path.of(teacher.model()), teacher.minScore(), teacher.minOverlap());
        }
        ModelFile model = teacher.model().isEmpty() ? BaseModels.teacher() : read(teacher.model());
        return new ClassifierTeacher(learner().open(model));
    }

    @Override
    public ModelFile baseStudent() throws IOException {
        return student.isEmpty() ? BaseModels.student() : read(student);
    }

    private static ModelFile read(String file) throws IOException {
        try {
            return ModelFile.read(Files.readAllBytes(Path.of(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException("model file " + file + " is not valid: " + e.getMessage(), e);
        }
    }

    @Override
    public ShareGovernor governor() {
        return GOVERNORS.computeIfAbsent(
                DeviceName.of(device), name -> new TimeShareGovernor(torch().clock()));
    }

    @Override
    public Path cache() {
        return Path.of(cache);
    }
}
