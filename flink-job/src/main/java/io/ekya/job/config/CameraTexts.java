/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and checks cameras that are configured while the job runs, by the rules of the
 * configuration. A camera is kept as a text: JSON in which <code>${NAME}</code> still stands for an
 * environment variable, so that secrets of the environment reach neither state nor messages. The
 * empty text stands for the camera of the configuration.
 */
public final class CameraTexts {
    /** Text of a camera that is as the configuration of the job has it. */
    public static final String AS_CONFIGURED = "";

    private final JobConfig config;
    private final Map<String, String> variables;

    /** The content of a file of cameras. */
    record CameraList(@ConfigKey(text = "The cameras") List<CameraConfig> cameras) {
        CameraList {
            cameras = List.copyOf(cameras);
        }
    }

    /**
     * @param variables environment variables
     */
    public CameraTexts(JobConfig config, Map<String, String> variables) {
        this.config = config;
        this.variables = Map.copyOf(variables);
    }

    /** Uses the environment variables of this process. */
    public CameraTexts(JobConfig config) {
        this(config, System.getenv());
    }

    /** The cameras of the configuration, by id and in its order. */
    public Map<String, String> configured() {
        Map<String, String> texts = new LinkedHashMap<>();
        config.cameras().forEach(camera -> texts.put(camera.id(), AS_CONFIGURED));
        return texts;
    }

    /**
     * Reads a file of cameras: the key {@code cameras} as in a configuration, or only its list.
     *
     * @param name of the file, for messages
     * @return the cameras by id, in the order of the file
     * @throws ConfigException with all problems
     */
    public Map<String, String> ofFile(String name, String content) {
        List<Problem> problems = new ArrayList<>();
        JsonNode root = tree(name, content);
        if (root.isArray()) {
            root = JsonNodeFactory.instance.objectNode().set("cameras", root);
        }
        List<CameraConfig> cameras =
                reader(name, problems).record(CameraList.class, "", root).cameras();
        if (cameras.isEmpty() && problems.isEmpty()) {
            problems.add(
                    new Problem(
                            "cameras",
                            "",
                            "must contain at least one camera",
                            "cancel the job to stop all cameras"));
        }
        refuse(name, problems);
        check(name, cameras);
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < cameras.size(); i++) {
            texts.put(cameras.get(i).id(), PlainScalar.json(root.get("cameras").get(i)));
        }
        return texts;
    }

    /**
     * Reads one camera, as YAML or JSON.
     *
     * @param id which the content may omit
     * @throws ConfigException with all problems
     */
    public String ofCamera(String id, String content) {
        String name = "camera " + id;
        if (!(tree(name, content) instanceof ObjectNode camera)) {
            throw invalid(name, "must contain keys such as source:", "see conf/kafka.yaml");
        }
        String given = camera.path("id").asText(id);
        if (!given.equals(id)) {
            throw invalid("id", "must be " + id + ", as in the key", "omit it");
        }
        camera.put("id", id);
        String text = PlainScalar.json(camera);
        camera(id, text);
        return text;
    }

    /**
     * Returns the configuration of a camera.
     *
     * @throws ConfigException with all problems, for example a variable that is not set here
     */
    public CameraConfig camera(String id, String text) {
        if (text.equals(AS_CONFIGURED)) {
            return config.cameras().stream()
                    .filter(camera -> camera.id().equals(id))
                    .findFirst()
                    .orElseThrow(
                            () -> invalid("camera " + id, "is not configured", "add it again"));
        }
        String name = "camera " + id;
        List<Problem> problems = new ArrayList<>();
        CameraConfig camera =
                reader(name, problems).record(CameraConfig.class, "", tree(name, text));
        refuse(name, problems);
        return camera;
    }

    /**
     * Checks that cameras may run together.
     *
     * @param name of what has changed, for messages
     * @param texts by id
     * @throws ConfigException with all problems
     */
    public void check(String name, Map<String, String> texts) {
        check(name, texts.entrySet().stream().map(e -> camera(e.getKey(), e.getValue())).toList());
    }

    private void check(String name, List<CameraConfig> cameras) {
        refuse(name, CrossChecks.of(config.withCameras(cameras)));
    }

    private TreeReader reader(String name, List<Problem> problems) {
        return new TreeReader(
                new Environment(variables, problems), problems, name, key -> Optional.empty());
    }

    private static JsonNode tree(String name, String content) {
        try {
            return YamlTree.of(content, KeyRule.names(CameraList.class));
        } catch (YamlException e) {
            throw new ConfigException("the change", List.of(e.problem(name)));
        }
    }

    private static void refuse(String name, List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(name, problems);
        }
    }

    private static ConfigException invalid(String key, String rule, String fix) {
        return new ConfigException("the change", List.of(new Problem(key, "", rule, fix)));
    }
}
