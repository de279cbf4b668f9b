/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.worker;

import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.Json;
import io.ekya.vision.Crops;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Task of a training process, stored in files of its folder. */
record TrainingTask(
        ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed) {
    private static final String START = "start";
    private static final String CROPS = "crops";
    private static final String SETTINGS = "settings.json";

    private record Settings(RetrainingConfiguration configuration, long seed) {}

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(START), start.bytes());
        Files.write(folder.resolve(SETTINGS), Json.bytes(new Settings(configuration, seed)));
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve(CROPS))))) {
            out.writeInt(data.crops().side());
            out.writeInt(data.count());
            out.write(data.crops().bgr());
            for (int label : data.labels()) {
                out.writeInt(label);
            }
            for (long time : data.timesMillis()) {
                out.writeLong(time);
            }
        }
    }

    static TrainingTask read(Path folder) throws IOException {
        Settings settings = Json.read(Files.readAllBytes(folder.resolve(SETTINGS)), Settings.class);
        return new TrainingTask(
                ModelFile.read(Files.readAllBytes(folder.resolve(START))),
                crops(folder.resolve(CROPS)),
                settings.configuration,
                settings.seed);
    }

    private static LabelledCrops crops(Path file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int side = in.readInt();
            int count = in.readInt();
            byte[] bgr = new byte[Math.multiplyExact(count, 3 * side * side)];
            in.readFully(bgr);
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = in.readInt();
            }
            long[] times = new long[count];
            for (int i = 0; i < count; i++) {
                times[i] = in.readLong();
            }
            return new LabelledCrops(new Crops(side, bgr), labels, times);
        }
    }
}
