package io.ekya.job.record;

import java.util.Map;

/**
 * What inference measured of one camera in one window.
 *
 * @param demands share of one GPU that each inference configuration (by id) needs to keep up; empty
 *     where nothing was analysed yet
 * @param inference id of the configuration in force at the end
 * @param inferenceShare share asked for, averaged over the window
 * @param inferenceAchieved device-busy over elapsed time
 * @param student sha256 of the student that served last
 */
public record InferenceSummary(
        String camera,
        long window,
        Map<String, Double> demands,
        String inference,
        double inferenceShare,
        double inferenceAchieved,
        String student) {}
