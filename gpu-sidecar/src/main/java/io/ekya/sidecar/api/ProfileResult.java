package io.ekya.sidecar.api;

import java.util.List;
import java.util.Map;

/**
 * Payload of a PROFILED event.
 *
 * @param closedAtMillis as in the request
 * @param studentSha256 the student that was profiled, i.e. served at that time
 * @param accuracy of that student on held-out labels of the window, 0..1
 * @param accuracyFactors as in the request
 * @param options what each retraining configuration would cost and reach
 * @param costSeconds device-busy seconds the profile took
 * @param dropped configurations that are not tried for now, with the window since which
 */
public record ProfileResult(
        long closedAtMillis,
        String studentSha256,
        double accuracy,
        int labels,
        Map<String, Double> accuracyFactors,
        List<Option> options,
        double costSeconds,
        Map<String, Long> dropped) {

    /** One retraining configuration: GPU-seconds at share 1.0, and the accuracy expected. */
    public record Option(String configuration, double gpuSeconds, double accuracy) {}

    public ProfileResult {
        accuracyFactors = Map.copyOf(accuracyFactors);
        options = List.copyOf(options);
        dropped = Map.copyOf(dropped);
    }
}
