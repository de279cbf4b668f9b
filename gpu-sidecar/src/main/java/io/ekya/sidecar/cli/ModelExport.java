/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.StudentInfo;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exports a student: its weights, and a JSON description. */
final class ModelExport {
    private ModelExport() {}

    /** Writes weights and description to the same folder; returns the description. */
    static Path write(ModelFile model, StudentInfo student, Path folder) throws IOException {
        String name = student.sha256().substring(0, 12);
        Path weights = folder.resolve(name + ".ekya");
        Path description = folder.resolve(name + ".json");
        Files.createDirectories(folder.toAbsolutePath());
        Files.write(weights, model.bytes());
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("sha256", student.sha256());
        text.put("weights", String.valueOf(weights.getFileName()));
        text.put(
                "format",
                "EKYAMDL1, length of the JSON header (int32), header, float32 parameters; all"
                        + " little-endian");
        text.put("architecture", model.architecture());
        text.put("input", "crops, BGR bytes 0..255, side x side, any side from 24; trained at 32");
        text.put("output", "one score per class, in the order of classes");
        text.put("classes", Arrays.stream(ObjectClass.values()).map(Enum::name).toList());
        text.put("student", student);
        Files.writeString(
                description,
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(text)
                        + "\n");
        return description;
    }
}
