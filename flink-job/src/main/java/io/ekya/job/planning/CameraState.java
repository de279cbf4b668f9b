package io.ekya.job.planning;

import io.ekya.sidecar.api.ProfileResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the planner knows of one camera. Public for Flink's state.
 *
 * @param accuracy of its student on fresh labels, 0..1; NaN before the first profile
 * @param profiledWindow window of the last profile, -1 before the first
 * @param options what retraining it would cost and reach, by that profile
 * @param accuracyFactors by inference configuration
 * @param demands GPUs that each inference configuration needs; empty before the first report
 * @param inference id of the configuration in force; empty where the camera chooses itself
 * @param inferenceShare in force, GPUs
 * @param retrainedIn window in which a retraining was last begun, -1 before the first
 * @param running the retraining under way
 */
public record CameraState(
        String camera,
        double accuracy,
        long profiledWindow,
        List<ProfileResult.Option> options,
        Map<String, Double> accuracyFactors,
        Map<String, Double> demands,
        String inference,
        double inferenceShare,
        long retrainedIn,
        @Nullable ActiveRetraining running) {

    static CameraState unknown(String camera, double inferenceShare) {
        return new CameraState(
                camera,
                Double.NaN,
                -1,
                List.of(),
                Map.of(),
                Map.of(),
                "",
                inferenceShare,
                -1,
                null);
    }

    CameraState profiled(long window, ProfileResult result) {
        return new CameraState(
                camera,
                result.accuracy() == null ? Double.NaN : result.accuracy(),
                window,
                result.options(),
                result.accuracyFactors().isEmpty() ? accuracyFactors : result.accuracyFactors(),
                demands,
                inference,
                inferenceShare,
                retrainedIn,
                running);
    }

    CameraState measured(Map<String, Double> newDemands) {
        return new CameraState(
                camera,
                accuracy,
                profiledWindow,
                options,
                accuracyFactors,
                newDemands.isEmpty() ? demands : newDemands,
                inference,
                inferenceShare,
                retrainedIn,
                running);
    }

    CameraState served(double newAccuracy) {
        return new CameraState(
                camera,
                newAccuracy,
                profiledWindow,
                options,
                accuracyFactors,
                demands,
                inference,
                inferenceShare,
                retrainedIn,
                running);
    }

    /** Its retraining has ended, and these are the options for another one. */
    CameraState ended(double newAccuracy, List<ProfileResult.Option> left) {
        return new CameraState(
                camera,
                newAccuracy,
                profiledWindow,
                left,
                accuracyFactors,
                demands,
                inference,
                inferenceShare,
                retrainedIn,
                null);
    }

    /** Its retraining is given up; none follows on the same labels. */
    CameraState dropped() {
        boolean isOfProfile = running != null && running.trainingWindow() == profiledWindow;
        return ended(accuracy, isOfProfile ? List.of() : options);
    }

    CameraState given(String newInference, double newShare) {
        return new CameraState(
                camera,
                accuracy,
                profiledWindow,
                options,
                accuracyFactors,
                demands,
                newInference,
                newShare,
                retrainedIn,
                running);
    }

    CameraState training(@Nullable ActiveRetraining job, long window) {
        return new CameraState(
                camera,
                accuracy,
                profiledWindow,
                options,
                accuracyFactors,
                demands,
                inference,
                inferenceShare,
                window,
                job);
    }
}
