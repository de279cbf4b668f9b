package io.ekya.learn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The models that are shipped: what a camera begins with before its first retraining, and the
 * golden model for streets. How they were made is told in the JSON files beside them; {@link
 * TrainBase} makes them again.
 */
public final class BaseModels {
    static final String STUDENT = "student-r16.ekya";
    static final String TEACHER = "teacher.ekya";

    private BaseModels() {}

    /** The student, a {@code resnet} of width 16, that has seen clear days only. */
    public static ModelFile student() {
        return load(STUDENT);
    }

    /** The teacher, that has seen all hours and weathers; 2.8 MB. */
    public static ModelFile teacher() {
        return load(TEACHER);
    }

    private static ModelFile load(String name) {
        try (InputStream in = BaseModels.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the shipped model " + name + " is missing");
            }
            return ModelFile.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped model " + name + " cannot be read", e);
        }
    }
}
