/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration key, as described by the {@link ConfigKey} of a record component.
 *
 * @param defaultYaml empty if the key is required
 */
record KeyRule(
        String name,
        Type type,
        String text,
        Optional<String> defaultYaml,
        double min,
        double max,
        String pattern,
        String example,
        List<String> oneOf) {

    /** Returns the keys of a record, in the order of its components. */
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
                s.example(),
                List.of(s.oneOf()));
    }

    /** Returns the names of a record's keys. */
    static Set<String> names(Class<?> record) {
        return of(record).stream().map(KeyRule::name).collect(Collectors.toSet());
    }

    /** The key's type, or its list's element type, if that is a record. */
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

    /** The element type of a list or of an optional value, otherwise the type itself. */
    Type element() {
        return isList() || isOptional()
                ? ((ParameterizedType) type).getActualTypeArguments()[0]
                : type;
    }

    /** The permitted range of a number in words; empty if every number is permitted. */
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

    /** How to correct a string that does not match the pattern. */
    String patternFix() {
        return text + (example.isEmpty() ? "" : ", such as " + example);
    }

    /** Formats a number without trailing zeros. */
    static String number(double d) {
        return d == Math.rint(d) && Math.abs(d) < 1e15
                ? Long.toString((long) d)
                : Double.toString(d);
    }
}
