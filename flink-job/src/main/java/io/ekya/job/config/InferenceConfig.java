package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Inference configurations: every combination of frame sampling and resolution is an option. */
public record InferenceConfig(
        @ConfigKey(
                        text = "One frame of how many is analysed: the choices",
                        byDefault = "[1, 2, 3, 5, 10]")
                List<Integer> everyNth,
        @ConfigKey(
                        text = "Sides of the crops given to the student, pixels: the choices",
                        byDefault = "[32, 24]")
                List<Integer> sides,
        @ConfigKey(
                        text =
                                "Frames older than this when their turn comes are dropped, milliseconds",
                        byDefault = "1000",
                        min = 10,
                        max = 60000)
                int maxAgeMillis,
        @ConfigKey(
                        text =
                                "While answers come later than this after their frames, retraining yields, milliseconds; 0: never",
                        byDefault = "500",
                        min = 0,
                        max = 60000)
                int targetLatencyMillis)
        implements Serializable {
    public InferenceConfig {
        everyNth = List.copyOf(everyNth);
        sides = List.copyOf(sides);
    }
}
