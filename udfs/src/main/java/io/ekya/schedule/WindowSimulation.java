package io.ekya.schedule;

import java.util.function.UnaryOperator;

/**
 * A window as it would go if all estimates were right: planned, carried out up to the first end of
 * a retraining, planned again.
 */
public final class WindowSimulation {

    private WindowSimulation() {}

    /**
     * Mean accuracy over cameras and time.
     *
     * @param lastStep what becomes of each decision before it is carried out
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
