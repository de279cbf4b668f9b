/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Home Assistant's discovery: retained messages that describe the entities of a camera, so that
 * they appear there without configuration.
 *
 * @param discoveryPrefix first level of the topics; empty for no discovery
 */
record HomeAssistant(String discoveryPrefix, Topics topics) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Describes a camera: sensors of accuracy and drift, and an event for detections. */
    List<MqttMessage> describe(String camera) {
        return discoveryPrefix.isEmpty()
                ? List.of()
                : List.of(
                        sensor(camera, "accuracy", "Accuracy", "mdi:target"),
                        sensor(camera, "drift", "Drift", "mdi:trending-down"),
                        event(camera));
    }

    private MqttMessage sensor(String camera, String field, String name, String icon) {
        ObjectNode config = entity(camera, field, name, topics.window(camera));
        config.put("icon", icon);
        config.put("unit_of_measurement", "%");
        config.put("state_class", "measurement");
        config.put("suggested_display_precision", 1);
        config.put(
                "value_template",
                "{{ (value_json.%1$s * 100) | round(2) if value_json.%1$s is not none else none }}"
                        .formatted(field));
        return config("sensor", camera, field, config);
    }

    private MqttMessage event(String camera) {
        ObjectNode config = entity(camera, "detection", "Detection", topics.detection(camera));
        config.put("device_class", "motion");
        ArrayNode types = config.putArray("event_types");
        Arrays.stream(ObjectClass.values())
                .filter(c -> c != ObjectClass.BACKGROUND)
                .forEach(c -> types.add(nameOf(c)));
        return config("event", camera, "detection", config);
    }

    private ObjectNode entity(String camera, String id, String name, String topic) {
        String device = "ekya/" + topics.site() + "/" + camera;
        ObjectNode config = JSON.createObjectNode();
        config.put("name", name);
        config.put("unique_id", device + "/" + id);
        config.put("state_topic", topic);
        config.put("availability_topic", topics.status());
        ObjectNode described = config.putObject("device");
        described.putArray("identifiers").add(device);
        described.put("name", topics.site() + " " + camera);
        described.put("manufacturer", "Ekya on Flink");
        described.put("model", "camera");
        config.putObject("origin").put("name", "Ekya on Flink");
        return config;
    }

    private MqttMessage config(String component, String camera, String id, ObjectNode config) {
        String topic =
                "%s/%s/ekya-%s/%s-%s/config"
                        .formatted(
                                discoveryPrefix,
                                component,
                                escaped(topics.site()),
                                escaped(camera),
                                id);
        return MqttMessage.value(topic, config.toString());
    }

    /** Discovery topics allow no dots. */
    private static String escaped(String id) {
        return id.replace("_", "__").replace(".", "_");
    }

    /** The name of a class in events. */
    static String nameOf(ObjectClass objectClass) {
        return objectClass.name().toLowerCase(Locale.ROOT);
    }
}
