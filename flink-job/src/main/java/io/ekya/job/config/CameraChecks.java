/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.synthetic.DriftPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the rules for cameras that involve more than one key. */
final class CameraChecks {
    private static final int LEAST_WIDTH = 64;
    private static final int LEAST_HEIGHT = 36;

    private final List<Problem> problems = new ArrayList<>();

    private CameraChecks() {}

    /** Returns the problems of the cameras whose keys are valid individually. */
    static List<Problem> of(JobConfig config) {
        CameraChecks checks = new CameraChecks();
        checks.cameras(config);
        return checks.problems;
    }

    private void cameras(JobConfig config) {
        List<CameraConfig> cameras = config.cameras();
        if (cameras.isEmpty() && !config.changesCameras()) {
            add(
                    "cameras",
                    "",
                    "must contain at least one camera",
                    "add - {id: street, source: \"synthetic:\"}");
        }
        if (!config.camerasFile().isEmpty() && !config.kafka().camerasTopic().isEmpty()) {
            add(
                    "camerasFile",
                    config.camerasFile(),
                    "must be empty if kafka.camerasTopic is set",
                    "use one of them");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < cameras.size(); i++) {
            CameraConfig camera = cameras.get(i);
            String key = "cameras." + i;
            Integer first = seen.putIfAbsent(camera.id(), i);
            if (first != null) {
                add(
                        key + ".id",
                        camera.id(),
                        "must be unique",
                        "rename it; cameras." + first + ".id is the same");
            }
            fileName(key + ".id", camera.id());
            side(key + ".width", camera.width(), LEAST_WIDTH);
            side(key + ".height", camera.height(), LEAST_HEIGHT);
            source(key, camera);
            live(key, camera);
            drift(key, camera);
        }
    }

    private void side(String key, int pixels, int least) {
        if (pixels != 0 && pixels < least) {
            add(
                    key,
                    Integer.toString(pixels),
                    "must be 0 or at least " + least,
                    "leave it out, so that it follows from the source's proportions");
        }
    }

    private void source(String key, CameraConfig camera) {
        String source = camera.source();
        boolean synthetic = source.startsWith("synthetic:");
        if (camera.fromKafka()) {
            kafkaCamera(key, camera);
        } else if (!synthetic && source.substring(source.indexOf(':') + 1).isBlank()) {
            add(
                    key + ".source",
                    source,
                    "must contain a path after the colon",
                    "write " + source + "/path/to/file");
        }
        boolean hasBoxes = synthetic || source.startsWith("samplelist:") || camera.fromKafka();
        if (!hasBoxes && camera.regions().equals("given")) {
            add(
                    key + ".regions",
                    "given",
                    "must not be given for a video or a live camera, which have no boxes",
                    "use motion (fixed camera) or frame");
        }
        if (synthetic && camera.loop()) {
            add(
                    key + ".loop",
                    "true",
                    "must be false for synthetic streets",
                    "remove it; a street has no end");
        }
        if (!synthetic && !camera.drift().isEmpty()) {
            add(
                    key + ".drift",
                    camera.drift().size() + " points",
                    "must be empty for other sources than synthetic streets",
                    "remove it");
        }
    }

    private void live(String key, CameraConfig camera) {
        if (!camera.hasLiveSource()) {
            if (!camera.live().equals(LiveConfig.DEFAULT)) {
                add(
                        key + ".live",
                        "set",
                        "must be omitted for cameras that are not live",
                        "remove it");
            }
            return;
        }
        try {
            camera.liveAddress();
        } catch (IllegalArgumentException e) {
            add(
                    key + ".source",
                    camera.source(),
                    String.valueOf(e.getMessage()),
                    "see conf/live.yaml");
        }
        if (camera.loop()) {
            add(key + ".loop", "true", "must be false for live cameras", "remove it");
        }
        if (camera.heldOut() > 0) {
            add(
                    key + ".heldOut",
                    KeyRule.number(camera.heldOut()),
                    "must be 0 for live cameras, which have no end",
                    "remove it");
        }
    }

    private void kafkaCamera(String key, CameraConfig camera) {
        if (!camera.source().equals(CameraConfig.KAFKA)) {
            add(
                    key + ".source",
                    camera.source(),
                    "must be just kafka:, since all cameras share one topic",
                    "use kafka: and set kafka.framesTopic");
        }
        if (camera.fps() == 0) {
            add(
                    key + ".fps",
                    "0",
                    "is required for a kafka: camera",
                    "set it to the rate at which its frames are produced");
        }
        if (camera.loop() || camera.heldOut() > 0) {
            add(
                    key + (camera.loop() ? ".loop" : ".heldOut"),
                    "",
                    "must not be set for a kafka: camera, which has no end",
                    "remove it");
        }
    }

    private void drift(String key, CameraConfig camera) {
        double last = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < camera.drift().size(); j++) {
            DriftPoint point = camera.drift().get(j);
            String at = key + ".drift." + j;
            if (point.atSeconds() <= last) {
                add(
                        at + ".atSeconds",
                        KeyRule.number(point.atSeconds()),
                        "must be later than that of the previous point",
                        "sort the points by time");
            }
            last = point.atSeconds();
        }
    }

    private void fileName(String key, String id) {
        if (CrossChecks.isNoFileName(id)) {
            add(key, id, "must be usable as a file name", "use letters and digits");
        }
    }

    private void add(String key, String value, String rule, String fix) {
        problems.add(new Problem(key, value, rule, fix));
    }
}
