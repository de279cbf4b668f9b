/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import io.ekya.files.PathEncoding;
import io.ekya.schedule.Policies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks rules that involve more than one key, and rules for list entries; those for cameras are in
 * {@link CameraChecks}.
 */
final class CrossChecks {
    private final List<Problem> problems = new ArrayList<>();

    private CrossChecks() {}

    /** Returns the problems of a configuration whose keys are valid individually. */
    static List<Problem> of(JobConfig config) {
        CrossChecks checks = new CrossChecks();
        checks.fileName("site", config.site());
        checks.fileName("output.run", config.output().run());
        checks.problems.addAll(CameraChecks.of(config));
        checks.sampling(config.sampling());
        checks.inference(config);
        checks.retraining(config.retraining());
        checks.shares(config);
        checks.policy(config.scheduler().policy());
        checks.paths(config);
        checks.teacher(config.teacher());
        checks.sidecar(config.sidecar());
        checks.device(config);
        checks.kafka(config);
        checks.mqtt(config);
        return checks.problems;
    }

    private void paths(JobConfig config) {
        path("camerasFile", config.camerasFile());
        path("teacher.model", config.teacher().model());
        path("student.model", config.student().model());
        path("scheduler.speedCurve", config.scheduler().speedCurve());
        path("sidecar.folder", config.sidecar().folder());
        path("output.folder", config.output().folder());
        path("output.run", config.output().run());
        path("mqtt.caFile", config.mqtt().caFile());
        for (int i = 0; i < config.cameras().size(); i++) {
            String source = config.cameras().get(i).source();
            if (source.startsWith("file:") || source.startsWith("samplelist:")) {
                path("cameras." + i + ".source", source);
            }
        }
    }

    private void path(String key, String path) {
        PathEncoding.problem(path)
                .ifPresent(
                        reason ->
                                add(key, path, "must be a path that this process can use", reason));
    }

    private void kafka(JobConfig config) {
        boolean isSink = config.output().goesTo(OutputConfig.KAFKA);
        boolean isSource = config.cameras().stream().anyMatch(CameraConfig::fromKafka);
        boolean isControl = !config.kafka().camerasTopic().isEmpty();
        if ((isSink || isSource || isControl) && config.kafka().bootstrapServers().isEmpty()) {
            add(
                    "kafka.bootstrapServers",
                    "",
                    isSink
                            ? "is required if output.to contains kafka"
                            : isSource
                                    ? "is required for kafka: cameras"
                                    : "is required for kafka.camerasTopic",
                    "use 127.0.0.1:9092");
        }
        if (isSource && config.window().pace() != 1) {
            add(
                    "window.pace",
                    KeyRule.number(config.window().pace()),
                    "must be 1 for kafka: cameras, whose frames carry their time",
                    "use 1");
        }
        if (isSink && config.flink().checkpointMillis() == 0) {
            add(
                    "flink.checkpointMillis",
                    "0",
                    "must not be 0 if output.to contains kafka, since checkpoints commit its transactions",
                    "use 10000 (the default)");
        }
        destinations(config.output().to());
    }

    private void mqtt(JobConfig config) {
        MqttConfig mqtt = config.mqtt();
        if (config.output().goesTo(OutputConfig.MQTT) && mqtt.host().isBlank()) {
            add(
                    "mqtt.host",
                    mqtt.host(),
                    "is required if output.to contains mqtt",
                    "use the host name of the broker");
        }
        if (mqtt.user().isEmpty() && !mqtt.password().isEmpty()) {
            add(
                    "mqtt.user",
                    "",
                    "is required if there is a password",
                    "set it, or remove mqtt.password");
        }
        if (!mqtt.tls() && !mqtt.caFile().isEmpty()) {
            add(
                    "mqtt.caFile",
                    mqtt.caFile(),
                    "must be empty without TLS",
                    "set mqtt.tls: true, or remove it");
        }
    }

    private void destinations(List<String> to) {
        if (to.isEmpty() || new HashSet<>(to).size() < to.size()) {
            add(
                    "output.to",
                    to.toString(),
                    "must contain files, kafka or mqtt, each at most once",
                    "use [files]");
        }
    }

    private void sampling(SamplingConfig sampling) {
        List<Integer> offsets = sampling.offsets();
        boolean ascending = !offsets.isEmpty() && offsets.get(0) == 0;
        for (int i = 1; ascending && i < offsets.size(); i++) {
            ascending = offsets.get(i) > offsets.get(i - 1);
        }
        if (!ascending) {
            add(
                    "sampling.offsets",
                    offsets.toString(),
                    "must start with 0 and increase",
                    "use [0, 1, 2, 4, 9]");
        }
    }

    private void inference(JobConfig config) {
        choices("inference.everyNth", config.inference().everyNth(), 1, 1000);
        choices("inference.sides", config.inference().sides(), 8, config.student().side());
    }

    private void retraining(RetrainingConfig retraining) {
        choices("retraining.epochs", retraining.epochs(), 1, 1000);
        choices("retraining.batchSizes", retraining.batchSizes(), 2, 1024);
        choices("retraining.lastLayerUnits", retraining.lastLayerUnits(), 0, 4096);
        choices("retraining.frozenBlocks", retraining.frozenBlocks(), 0, 100);
        choices("retraining.dataFractions", retraining.dataFractions(), 0.01, 1);
    }

    private void choices(String key, List<? extends Number> values, double min, double max) {
        String range = "between " + KeyRule.number(min) + " and " + KeyRule.number(max);
        if (values.isEmpty()) {
            add(key, "[]", "must contain at least one number", "add a number " + range);
        }
        Set<Number> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i).doubleValue();
            if (value < min || value > max) {
                add(
                        key + "." + i,
                        KeyRule.number(value),
                        "must be " + range,
                        "change or remove it");
            }
            if (!seen.add(values.get(i))) {
                add(key + "." + i, KeyRule.number(value), "must be unique", "remove the duplicate");
            }
        }
    }

    private void shares(JobConfig config) {
        double gpus = config.gpus();
        if (config.teacher().share() >= gpus) {
            add(
                    "teacher.share",
                    KeyRule.number(config.teacher().share()),
                    "must be less than gpus, which is " + KeyRule.number(gpus),
                    "use " + KeyRule.number(gpus / 10));
        }
        double quantum = config.scheduler().quantum();
        if (quantum != 0 && Math.abs(1 / quantum - Math.rint(1 / quantum)) > 1e-6) {
            add(
                    "scheduler.quantum",
                    KeyRule.number(quantum),
                    "must divide 1.0 evenly",
                    "use 0.1, 0.2, 0.25 or 0.5");
        } else if (quantum > gpus) {
            add(
                    "scheduler.quantum",
                    KeyRule.number(quantum),
                    "must not exceed gpus, which is " + KeyRule.number(gpus),
                    "use 0 to select a suitable one");
        }
    }

    private void policy(String policy) {
        try {
            Policies.named(policy);
        } catch (IllegalArgumentException e) {
            add(
                    "scheduler.policy",
                    policy,
                    "must be a known policy",
                    "use one of " + String.join(", ", Policies.forms()));
        }
    }

    private void teacher(TeacherConfig teacher) {
        if (teacher.kind().equals("yolox") && teacher.model().isEmpty()) {
            add(
                    "teacher.model",
                    "",
                    "is required if teacher.kind is yolox",
                    "use the path of an ONNX file in YOLOX layout");
        }
    }

    private void sidecar(SidecarConfig sidecar) {
        if (!sidecar.address().isEmpty() && !sidecar.address().matches("[^:/\\s]+:\\d{1,5}")) {
            add(
                    "sidecar.address",
                    sidecar.address(),
                    "must have the form host:port",
                    "use 127.0.0.1:8815, or leave it empty");
        }
    }

    private void device(JobConfig config) {
        boolean isCpu = config.sidecar().device().equals("cpu");
        if (isCpu && config.sidecar().shareControl().equals("mps")) {
            add(
                    "sidecar.shareControl",
                    "mps",
                    "must not be mps if sidecar.device is cpu",
                    "use governor, or sidecar.device cuda:0");
        }
        if (!isCpu && config.gpus() > 1) {
            add(
                    "gpus",
                    KeyRule.number(config.gpus()),
                    "must be at most 1 if sidecar.device is a GPU",
                    "use 1");
        }
    }

    private void fileName(String key, String id) {
        if (isNoFileName(id)) {
            add(key, id, "must be usable as a file name", "use letters and digits");
        }
    }

    static boolean isNoFileName(String id) {
        return id.equals(".") || id.equals("..");
    }

    private void add(String key, String value, String rule, String fix) {
        problems.add(new Problem(key, value, rule, fix));
    }
}
