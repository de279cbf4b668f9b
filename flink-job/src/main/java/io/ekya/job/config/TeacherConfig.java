/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** The golden model. */
public record TeacherConfig(
        @ConfigKey(
                        text =
                                "Kind of teacher: classifier (labels crops) or yolox (an ONNX detector, labels by overlap)",
                        byDefault = "classifier",
                        oneOf = {"classifier", "yolox"})
                String kind,
        @ConfigKey(text = "Model file; the shipped one if empty", byDefault = "") String model,
        @ConfigKey(
                        text = "Share of one GPU reserved for labelling",
                        byDefault = "0.1",
                        min = 0.01,
                        max = 1)
                double share,
        @ConfigKey(text = "Smallest score of a detection", byDefault = "0.3", min = 0, max = 1)
                double minScore,
        @ConfigKey(
                        text = "Smallest overlap (IoU) of a region with a detection",
                        byDefault = "0.3",
                        min = 0,
                        max = 1)
                double minOverlap,
        @ConfigKey(
                        text = "Number of frames that can wait for the teacher; more are dropped",
                        byDefault = "64",
                        min = 1,
                        max = 10000)
                int queue,
        @ConfigKey(
                        text = "Slows the teacher by this factor, for tests",
                        byDefault = "1",
                        min = 1,
                        max = 1000)
                double slowdown)
        implements Serializable {}
