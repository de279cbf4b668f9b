package io.ekya.sidecar.api;

import io.ekya.learn.RetrainingConfiguration;
import java.util.List;
import java.util.Map;

/**
 * Asks for the micro-profile of a camera's window, and carries what the job measured with it.
 *
 * @param window number of the window whose labels are complete
 * @param closedAtMillis wall-clock time at which the window ended, i.e. the next one began
 * @param budgetSeconds device-busy seconds this profile may cost
 * @param labels labelled crops of the window
 * @param liveAccuracy agreement of the serving student with the teacher over the window, 0..1, NaN
 *     without labels
 * @param accuracyFactors per inference configuration id, 0..1
 */
public record ProfileRequest(
        String site,
        String camera,
        long window,
        long closedAtMillis,
        double budgetSeconds,
        int labels,
        double liveAccuracy,
        Map<String, Double> accuracyFactors,
        List<RetrainingConfiguration> configurations) {
    public ProfileRequest {
        accuracyFactors = Map.copyOf(accuracyFactors);
        configurations = List.copyOf(configurations);
    }
}
