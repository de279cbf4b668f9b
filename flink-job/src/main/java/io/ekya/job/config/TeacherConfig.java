package io.ekya.job.config;

import java.io.Serializable;

/** The golden model. */
public record TeacherConfig(
        @ConfigKey(
                        text =
                                "classifier (ours, labels crops) or yolox (an ONNX detector, labels by overlap)",
                        byDefault = "classifier",
                        oneOf = {"classifier", "yolox"})
                String kind,
        @ConfigKey(text = "Model file; empty takes the shipped one", byDefault = "") String model,
        @ConfigKey(
                        text = "Share of one GPU kept for labelling",
                        byDefault = "0.1",
                        min = 0.01,
                        max = 1)
                double share,
        @ConfigKey(text = "Least score of a detection", byDefault = "0.3", min = 0, max = 1)
                double minScore,
        @ConfigKey(
                        text = "Least overlap (IoU) of a region with a detection",
                        byDefault = "0.3",
                        min = 0,
                        max = 1)
                double minOverlap,
        @ConfigKey(
                        text = "Frames that may wait for the teacher; more are dropped",
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
