package io.ekya.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the reader of a configuration knows about one key: default, rule, description. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ConfigKey {
    /** One sentence, with the unit. */
    String text();

    /** The default as it would be written in YAML; without one the key is required. */
    String byDefault() default REQUIRED;

    /** Smallest allowed number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number. */
    double max() default Double.POSITIVE_INFINITY;

    /** Regular expression a string must match as a whole. */
    String pattern() default "";

    /** Allowed words; empty allows all. */
    String[] oneOf() default {};

    /** Stands for "no default". */
    String REQUIRED = "<required>";
}
