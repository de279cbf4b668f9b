/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** The students. */
public record StudentConfig(
        @ConfigKey(
                        text = "Model file of the base student; the shipped one if empty",
                        byDefault = "")
                String model,
        @ConfigKey(
                        text = "Side of the crops at full resolution, pixels",
                        byDefault = "32",
                        min = 8,
                        max = 128)
                int side)
        implements Serializable {}
