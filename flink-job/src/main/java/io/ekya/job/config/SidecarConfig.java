package io.ekya.job.config;

import io.ekya.device.DeviceName;
import java.io.Serializable;

/** The training process. */
public record SidecarConfig(
        @ConfigKey(
                        text = "Address host:port of a running sidecar; empty starts one",
                        byDefault = "")
                String address,
        @ConfigKey(
                        text =
                                "Folder of its registry, samples and models; empty: inside the run's folder",
                        byDefault = "")
                String folder,
        @ConfigKey(text = "Exemplars a camera keeps", byDefault = "200", min = 0, max = 100000)
                int exemplars,
        @ConfigKey(
                        text = "Share of a window's labels held out to judge students",
                        byDefault = "0.25",
                        min = 0.05,
                        max = 0.5)
                double heldOut,
        @ConfigKey(
                        text = "Fewest held-out labels for a promotion",
                        byDefault = "50",
                        min = 1,
                        max = 100000)
                int minHeldOut,
        @ConfigKey(
                        text =
                                "By how much a student still in training must be more accurate than the serving one to serve already; 1 lets none",
                        byDefault = "0.02",
                        min = 0,
                        max = 1)
                double checkpointMargin,
        @ConfigKey(
                        text =
                                "Where students, classifier teacher and training compute: cpu, or cuda:N (README, Devices)",
                        byDefault = "cpu",
                        pattern = DeviceName.PATTERN)
                String device,
        @ConfigKey(
                        text =
                                "What keeps the shares of retrainings: turns (governor), or NVIDIA's multi-process service with a process for each (mps)",
                        byDefault = "governor",
                        oneOf = {"governor", "mps"})
                String shareControl)
        implements Serializable {}
