/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.function.UnaryOperator;

/**
 * Simulates a window under the assumption that all estimates are exact: plan, execute until the
 * first retraining ends, replan.
 */
public final class WindowSimulation {

    private WindowSimulation() {}

    /**
     * Returns the mean accuracy over cameras and time, 0..1.
     *
     * @param lastStep applied to each decision before it is executed, such as {@link Placement}
     */
    public static double accuracy(
            Policy policy, SchedulingProblem start, UnaryOperator<Decision> lastStep) {
        SchedulingProblem problem = start;
        double sum = 0;
        while (true) {
            Decision decision = lastStep.apply(Decision.of(problem, policy.plan(problem)));
            double seconds = decision.secondsToNextEnd();
            double rate = decision.accuracy();
            if (!(seconds < problem.windowSeconds() - Grid.TOLERANCE)) {
                sum += rate * problem.windowSeconds();
                return sum / start.windowSeconds();
            }
            sum += rate * seconds;
            problem = decision.after(seconds).withEnded();
        }
    }
}
