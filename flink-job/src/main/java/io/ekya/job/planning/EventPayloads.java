package io.ekya.job.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what events carry; fields that a later sidecar may add are passed over. */
public final class EventPayloads {
    private static final Logger LOG = LoggerFactory.getLogger(EventPayloads.class);
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private EventPayloads() {}

    /** The payload as this type, or empty (and a line in the log) where it is none. */
    public static <T> Optional<T> of(SidecarEvent event, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(event.payload(), type));
        } catch (JsonProcessingException e) {
            LOG.warn(
                    "event {} ({}) carries no {}: {}",
                    event.n(),
                    event.kind(),
                    type.getSimpleName(),
                    e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
