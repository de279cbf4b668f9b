/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.fuzz;

import io.ekya.learn.BadModelException;
import io.ekya.learn.BaseModels;
import io.ekya.learn.ModelFile;
import java.util.List;

/** Files of students and of the classifier teacher. */
final class ModelTarget implements Target {
    @Override
    public String name() {
        return "models";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(BaseModels.student().bytes());
    }

    @Override
    public boolean accepts(byte[] input) {
        try {
            ModelFile.read(input);
            return true;
        } catch (BadModelException e) {
            return false;
        }
    }
}
