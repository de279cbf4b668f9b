/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.MqttConfig;
import io.ekya.job.record.WindowResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The newest window of each camera, and the cameras' descriptions for Home Assistant. */
final class WindowMessages implements Translator<WindowResult> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topics topics;
    private final HomeAssistant homeAssistant;
    private final List<String> cameras;
    private final Set<String> described = new HashSet<>();

    WindowMessages(JobConfig config) {
        MqttConfig mqtt = config.mqtt();
        topics = new Topics(mqtt.topicPrefix(), config.site());
        homeAssistant = new HomeAssistant(mqtt.discoveryPrefix(), topics);
        cameras = config.cameras().stream().map(CameraConfig::id).toList();
    }

    @Override
    public List<MqttMessage> start() {
        List<MqttMessage> messages = new ArrayList<>();
        cameras.forEach(camera -> messages.addAll(describeOnce(camera)));
        return messages;
    }

    private List<MqttMessage> describeOnce(String camera) {
        return described.add(camera) ? homeAssistant.describe(camera) : List.of();
    }

    @Override
    public List<MqttMessage> translate(WindowResult result) {
        List<MqttMessage> messages = new ArrayList<>(describeOnce(result.camera()));
        ObjectNode value = JSON.createObjectNode();
        value.put("window", result.window());
        value.put("endMillis", result.endMillis());
        value.put("accuracy", result.estimatedAccuracy());
        value.put("drift", result.drift());
        value.put("labels", result.labels().labels());
        value.put("frames", result.frames().delivered());
        value.put("analysed", result.frames().analysed());
        value.put("dropped", result.frames().dropped());
        value.put("student", result.inference().student());
        messages.add(MqttMessage.value(topics.window(result.camera()), value.toString()));
        return messages;
    }
}
