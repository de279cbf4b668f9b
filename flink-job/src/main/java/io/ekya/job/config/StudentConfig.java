package io.ekya.job.config;

import java.io.Serializable;

/** The students. */
public record StudentConfig(
        @ConfigKey(
                        text = "Model file of the base student; empty takes the shipped one",
                        byDefault = "")
                String model,
        @ConfigKey(
                        text = "Side of the crops cut out for it, pixels",
                        byDefault = "32",
                        min = 8,
                        max = 128)
                int side)
        implements Serializable {}
