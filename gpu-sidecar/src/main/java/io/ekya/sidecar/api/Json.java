package io.ekya.sidecar.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Strict JSON: unknown, missing and null fields are errors, and so is anything oversized. */
public final class Json {
    /** Longest body of a request, bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        StreamReadConstraints limits =
                StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxStringLength(MAX_BYTES)
                        .build();
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(limits).build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** One line of JSON. Equal values give equal lines. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours is writable as JSON", e);
        }
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] bytes(Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a message.
     *
     * @throws MalformedException where it is no JSON, too long, or not of this type
     */
    public static <T> T read(byte[] json, Class<T> type) {
        if (json.length > MAX_BYTES) {
            throw new MalformedException(
                    "body of %d bytes, but at most %d are taken".formatted(json.length, MAX_BYTES));
        }
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new MalformedException("body is null, but must be a " + type.getSimpleName());
            }
            return value;
        } catch (JsonMappingException e) {
            throw new MalformedException(
                    "%s: %s%s".formatted(type.getSimpleName(), e.getOriginalMessage(), place(e)),
                    e);
        } catch (IOException e) {
            throw new MalformedException("body is no JSON of a " + type.getSimpleName(), e);
        }
    }

    /** As {@link #read(byte[], Class)}. */
    public static <T> T read(String json, Class<T> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static String place(JsonMappingException e) {
        return e.getPath().isEmpty() ? "" : " (" + e.getPathReference() + ")";
    }
}
