/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;

/** An event when a class appears in front of a camera; not one for each frame. */
final class DetectionMessages implements Translator<Prediction> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topics topics;
    private final Appearances appearances;

    DetectionMessages(JobConfig config) {
        topics = new Topics(config.mqtt().topicPrefix(), config.site());
        appearances = new Appearances(Math.round(1000 * config.mqtt().quietSeconds()));
    }

    @Override
    public List<MqttMessage> start() {
        return List.of();
    }

    @Override
    public List<MqttMessage> translate(Prediction prediction) {
        if (prediction.how() != Prediction.How.ANALYSED) {
            return List.of();
        }
        int[] counts = new int[ObjectClass.COUNT];
        for (int c : prediction.regions().classes()) {
            if (c != ObjectClass.UNKNOWN) {
                counts[c]++;
            }
        }
        List<MqttMessage> messages = new ArrayList<>();
        for (ObjectClass appeared :
                appearances.in(prediction.camera(), counts, prediction.timeMillis())) {
            ObjectNode event = JSON.createObjectNode();
            event.put("event_type", HomeAssistant.nameOf(appeared));
            event.put("count", counts[appeared.index()]);
            event.put("timeMillis", prediction.timeMillis());
            messages.add(
                    MqttMessage.event(topics.detection(prediction.camera()), event.toString()));
        }
        return messages;
    }
}
