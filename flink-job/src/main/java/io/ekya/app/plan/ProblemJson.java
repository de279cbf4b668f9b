package io.ekya.app.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.InvalidProblemException;
import io.ekya.schedule.SchedulingProblem;
import io.ekya.schedule.SpeedCurve;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a scheduling problem from JSON. Keys are those of {@link SchedulingProblem} and {@link
 * CameraProfile}; {@code quantum}, {@code minAccuracy}, {@code reservedShare}, {@code
 * terminalSeconds}, and a camera's {@code running} and {@code speed} may be left out.
 */
public final class ProblemJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private final List<String> problems = new ArrayList<>();

    private ProblemJson() {}

    /**
     * Reads a problem.
     *
     * @throws InvalidProblemException with everything that is wrong, in the file's form and in the
     *     problem itself
     */
    public static SchedulingProblem read(String json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidProblemException(
                    List.of("the problem must be JSON, but is not: " + e.getMessage()));
        }
        ProblemJson reader = new ProblemJson();
        SchedulingProblem problem = reader.problem(new StrictObject("", tree, reader.problems));
        List<String> all = new ArrayList<>(reader.problems);
        all.addAll(problem.problems());
        if (!all.isEmpty()) {
            throw new InvalidProblemException(all);
        }
        return problem;
    }

    private SchedulingProblem problem(StrictObject object) {
        SchedulingProblem problem =
                new SchedulingProblem(
                        object.number("gpus", 1),
                        object.optional("quantum", 0),
                        object.number("windowSeconds", 200),
                        object.optional("minAccuracy", 0),
                        object.optional("reservedShare", 0),
                        object.optional("terminalSeconds", 0),
                        cameras(object.objects("cameras")));
        object.noOtherKeys();
        return problem;
    }

    private static List<CameraProfile> cameras(List<StrictObject> objects) {
        List<CameraProfile> cameras = new ArrayList<>();
        for (StrictObject object : objects) {
            cameras.add(
                    new CameraProfile(
                            object.text("id", "#" + cameras.size()),
                            object.number("accuracy", 0),
                            inference(object.objects("inference")),
                            retraining(object.objects("retraining")),
                            object.object("running").map(ProblemJson::running),
                            object.optionalObjects("speed").map(ProblemJson::speed)));
            object.noOtherKeys();
        }
        return cameras;
    }

    private static List<CameraProfile.InferenceOption> inference(List<StrictObject> objects) {
        List<CameraProfile.InferenceOption> options = new ArrayList<>();
        for (StrictObject object : objects) {
            options.add(
                    new CameraProfile.InferenceOption(
                            object.text("id", "#" + options.size()),
                            object.number("gpus", 0),
                            object.number("accuracyFactor", 0)));
            object.noOtherKeys();
        }
        return options;
    }

    private static List<CameraProfile.RetrainingOption> retraining(List<StrictObject> objects) {
        List<CameraProfile.RetrainingOption> options = new ArrayList<>();
        for (StrictObject object : objects) {
            options.add(
                    new CameraProfile.RetrainingOption(
                            object.text("id", "#" + options.size()),
                            object.number("gpuSeconds", 0),
                            object.number("accuracy", 0)));
            object.noOtherKeys();
        }
        return options;
    }

    private static CameraProfile.RunningRetraining running(StrictObject object) {
        CameraProfile.RunningRetraining running =
                new CameraProfile.RunningRetraining(
                        object.text("id", "#"),
                        object.number("remainingGpuSeconds", 0),
                        object.number("accuracy", 0));
        object.noOtherKeys();
        return running;
    }

    private static SpeedCurve speed(List<StrictObject> objects) {
        List<SpeedCurve.Point> points = new ArrayList<>();
        for (StrictObject object : objects) {
            points.add(new SpeedCurve.Point(object.number("share", 1), object.number("speed", 1)));
            object.noOtherKeys();
        }
        return new SpeedCurve(points);
    }
}
