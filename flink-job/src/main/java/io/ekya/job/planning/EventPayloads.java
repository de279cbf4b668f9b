/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the payloads of events; unknown fields, which a later sidecar may add, are ignored. */
public final class EventPayloads {
    private static final Logger LOG = LoggerFactory.getLogger(EventPayloads.class);
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private EventPayloads() {}

    /** Returns the payload as this type; logs a warning and returns empty if it is not valid. */
    public static <T> Optional<T> of(SidecarEvent event, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(event.payload(), type));
        } catch (JsonProcessingException e) {
            LOG.warn(
                    "Payload of event {} ({}) is not a valid {}: {}",
                    event.n(),
                    event.kind(),
                    type.getSimpleName(),
                    e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
