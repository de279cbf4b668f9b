/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Default, rule and description of a configuration key. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ConfigKey {
    /** Description in one sentence, with the unit. */
    String text();

    /** Default in YAML; a key without a default is required. */
    String byDefault() default REQUIRED;

    /** Smallest permitted number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest permitted number. */
    double max() default Double.POSITIVE_INFINITY;

    /** Regular expression that the whole string must match. */
    String pattern() default "";

    /** A string that matches the pattern, for messages. */
    String example() default "";

    /** Permitted words; empty permits all. */
    String[] oneOf() default {};

    /** Marks a key without a default. */
    String REQUIRED = "<required>";
}
