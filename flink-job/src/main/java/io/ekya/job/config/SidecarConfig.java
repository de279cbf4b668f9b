/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.device.DeviceName;
import java.io.Serializable;

/** Configuration of the training process. */
public record SidecarConfig(
        @ConfigKey(
                        text = "Address host:port of a running sidecar; one is started if empty",
                        byDefault = "")
                String address,
        @ConfigKey(
                        text =
                                "Folder of its registry, samples and models; inside the run's folder if empty",
                        byDefault = "")
                String folder,
        @ConfigKey(
                        text = "Number of exemplars kept per camera",
                        byDefault = "200",
                        min = 0,
                        max = 100000)
                int exemplars,
        @ConfigKey(
                        text = "Fraction of a window's labels held out for evaluating students",
                        byDefault = "0.25",
                        min = 0.05,
                        max = 0.5)
                double heldOut,
        @ConfigKey(
                        text = "Smallest number of held-out labels for a promotion",
                        byDefault = "50",
                        min = 1,
                        max = 100000)
                int minHeldOut,
        @ConfigKey(
                        text =
                                "Accuracy gain over the serving student at which a student serves before its training ends; 1 disables this",
                        byDefault = "0.02",
                        min = 0,
                        max = 1)
                double checkpointMargin,
        @ConfigKey(
                        text =
                                "Device of students, classifier teacher and training: cpu or cuda:N (README, Devices)",
                        byDefault = "cpu",
                        pattern = DeviceName.PATTERN,
                        example = "cuda:0")
                String device,
        @ConfigKey(
                        text =
                                "How shares of retrainings are enforced: by turns (governor), or by a process for each under NVIDIA's multi-process service (mps)",
                        byDefault = "governor",
                        oneOf = {"governor", "mps"})
                String shareControl)
        implements Serializable {}
