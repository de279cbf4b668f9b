package io.ekya.app.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.job.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read key by key. What is missing, of the wrong type or unknown is noted in one list
 * and replaced by something harmless, so that reading goes on and everything is told at once.
 */
final class StrictObject {
    private final String path;
    private final @Nullable JsonNode node;
    private final List<String> problems;
    private final TreeSet<String> known = new TreeSet<>();

    StrictObject(String path, @Nullable JsonNode node, List<String> problems) {
        this.path = path;
        this.problems = problems;
        this.node = node != null && node.isObject() ? node : null;
        if (this.node == null) {
            problems.add(
                    "%s must be an object, but is %s; write {...}"
                            .formatted(path.isEmpty() ? "the problem" : path, shown(node)));
        }
    }

    /** A number that must be there; {@code harmless} stands in for it. */
    double number(String key, double harmless) {
        JsonNode value = child(key);
        if (value == null && node != null) {
            problems.add(at(key) + " must be there, but is missing; add a number");
        }
        return value == null ? harmless : number(key, value, harmless);
    }

    /** A number that may be left out. */
    double optional(String key, double byDefault) {
        JsonNode value = child(key);
        return value == null ? byDefault : number(key, value, byDefault);
    }

    private double number(String key, JsonNode value, double harmless) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        problems.add(at(key) + " must be a number, but is " + shown(value) + "; write 0.5 or 200");
        return harmless;
    }

    /** A text that must be there. */
    String text(String key, String harmless) {
        JsonNode value = child(key);
        if (value != null && value.isTextual()) {
            return value.textValue();
        }
        if (node != null) {
            problems.add(
                    at(key) + " must be a text, but is " + shown(value) + "; write \"a-name\"");
        }
        return harmless;
    }

    /** Elements of a list that must be there. */
    List<StrictObject> objects(String key) {
        JsonNode value = child(key);
        if (value == null || !value.isArray()) {
            if (node != null) {
                problems.add(
                        at(key)
                                + " must be a list, but is "
                                + shown(value)
                                + "; write [] for none");
            }
            return List.of();
        }
        List<StrictObject> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            objects.add(new StrictObject(at(key) + "[" + i + "]", value.get(i), problems));
        }
        return objects;
    }

    /** A list that may be left out. */
    Optional<List<StrictObject>> optionalObjects(String key) {
        return child(key) == null ? Optional.empty() : Optional.of(objects(key));
    }

    /** An object that may be left out. */
    Optional<StrictObject> object(String key) {
        JsonNode value = child(key);
        return value == null
                ? Optional.empty()
                : Optional.of(new StrictObject(at(key), value, problems));
    }

    /** To be called when all keys have been asked for: the others are errors. */
    void noOtherKeys() {
        if (node == null) {
            return;
        }
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                String fix =
                                        Suggestion.nearest(key, known)
                                                .map(near -> "did you mean " + near + "?")
                                                .orElse("use " + String.join(", ", known));
                                problems.add(at(key) + " must be a known key; " + fix);
                            }
                        });
    }

    private @Nullable JsonNode child(String key) {
        known.add(key);
        JsonNode value = node == null ? null : node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null ? "missing" : value.toString();
    }
}
