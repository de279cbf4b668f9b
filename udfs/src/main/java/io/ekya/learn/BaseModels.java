/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.profile.GainPrior;
import io.ekya.profile.GainPrior.Weights;
import io.ekya.profile.InterimDepartures;
import io.ekya.profile.TrainingCosts;
import io.ekya.profile.TrainingCosts.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shipped models: the student that cameras start with, and the golden model for synthetic
 * streets. The JSON files next to them record how they were trained; {@code ./ekya train-base}
 * trains them again.
 */
public final class BaseModels {
    public static final String STUDENT = "student-r16.ekya";
    public static final String TEACHER = "teacher.ekya";
    public static final String GAINS = "gains.json";

    private BaseModels() {}

    /**
     * Returns the base student, a {@code resnet} of width 16 that was trained on clear daytime
     * scenes only.
     */
    public static ModelFile student() {
        return load(STUDENT);
    }

    /** Returns the teacher, trained on all times of day and weather; 2.8 MB. */
    public static ModelFile teacher() {
        return load(TEACHER);
    }

    /** Returns the prior on retraining gains, as measured by {@code ./ekya calibrate-gains}. */
    public static GainPrior gains() {
        JsonNode gains = calibrated();
        List<Weights> weights = new ArrayList<>();
        for (JsonNode w : gains.path("weights")) {
            weights.add(
                    new Weights(
                            w.path("frozenBlocks").asInt(),
                            w.path("constant").asDouble(),
                            w.path("start").asDouble(),
                            w.path("samples").asDouble(),
                            w.path("beyond").asDouble()));
        }
        return new GainPrior(
                weights,
                gains.path("departureWeight").asDouble(),
                gains.path("historyWeight").asDouble(),
                gains.path("residual").asDouble());
    }

    /**
     * Returns the calibration of each interim evaluation, in their order, as measured with the
     * gains.
     */
    public static List<InterimDepartures> interimDepartures() {
        List<InterimDepartures> departures = new ArrayList<>();
        for (JsonNode l : calibrated().path("looks")) {
            departures.add(
                    new InterimDepartures(l.path("shift").asDouble(), l.path("lasts").asDouble()));
        }
        return List.copyOf(departures);
    }

    /** Returns the student's relative training costs, as measured with the gains. */
    public static TrainingCosts costs() {
        List<Cost> costs = new ArrayList<>();
        for (JsonNode c : calibrated().path("costs")) {
            costs.add(
                    new Cost(
                            c.path("frozenBlocks").asInt(),
                            c.path("firstEpoch").asDouble(),
                            c.path("laterEpochs").asDouble()));
        }
        return new TrainingCosts(costs);
    }

    private static JsonNode calibrated() {
        try (InputStream in = BaseModels.class.getResourceAsStream(GAINS)) {
            if (in == null) {
                throw new IllegalStateException("the shipped " + GAINS + " is missing");
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped " + GAINS + " cannot be read", e);
        }
    }

    private static ModelFile load(String name) {
        try (InputStream in = BaseModels.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the shipped model " + name + " is missing");
            }
            return ModelFile.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model " + name + " cannot be read", e);
        }
    }
}
