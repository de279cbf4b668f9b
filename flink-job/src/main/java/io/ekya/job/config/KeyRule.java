package io.ekya.job.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One key of a configuration: what {@link ConfigKey} says of a record's component.
 *
 * @param defaultYaml empty where the key is required
 */
record KeyRule(
        String name,
        Type type,
        String text,
        Optional<String> defaultYaml,
        double min,
        double max,
        String pattern,
        List<String> oneOf) {

    /** The keys of a record, in the order of its components. */
    static List<KeyRule> of(Class<?> record) {
        List<KeyRule> keys = new ArrayList<>();
        for (RecordComponent c : record.getRecordComponents()) {
            ConfigKey s = c.getAnnotation(ConfigKey.class);
            keys.add(s == null ? DriftKeys.key(c) : of(c, s));
        }
        return keys;
    }

    private static KeyRule of(RecordComponent c, ConfigKey s) {
        Optional<String> yaml =
                s.byDefault().equals(ConfigKey.REQUIRED)
                        ? Optional.empty()
                        : Optional.of(s.byDefault());
        return new KeyRule(
                c.getName(),
                c.getGenericType(),
                s.text(),
                yaml,
                s.min(),
                s.max(),
                s.pattern(),
                List.of(s.oneOf()));
    }

    /** The record behind the key: its own type, or the type of its list's elements. */
    Optional<Class<?>> record() {
        return element() instanceof Class<?> c && c.isRecord() ? Optional.of(c) : Optional.empty();
    }

    boolean isList() {
        return type instanceof ParameterizedType p && p.getRawType() == List.class;
    }

    /** Whether the key can be omitted without a default. */
    boolean isOptional() {
        return type instanceof ParameterizedType p && p.getRawType() == Optional.class;
    }

    /** The type of a list's elements or of an optional value, otherwise the type itself. */
    Type element() {
        return isList() || isOptional()
                ? ((ParameterizedType) type).getActualTypeArguments()[0]
                : type;
    }

    /** The rule a number must keep, in words; empty where every number will do. */
    String range() {
        if (Double.isInfinite(min) && Double.isInfinite(max)) {
            return "";
        }
        if (Double.isInfinite(max)) {
            return "at least " + number(min);
        }
        return Double.isInfinite(min)
                ? "at most " + number(max)
                : "between " + number(min) + " and " + number(max);
    }

    /** A number without needless zeros. */
    static String number(double d) {
        return d == Math.rint(d) && Math.abs(d) < 1e15
                ? Long.toString((long) d)
                : Double.toString(d);
    }
}
