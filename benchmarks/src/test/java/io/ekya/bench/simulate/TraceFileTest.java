/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"trace.json", "trace.json.gz"})
    void readsWhatItWrites(String name, @TempDir Path folder) throws IOException {
        Trace trace = TraceGenerator.generate(7, 2, 3, 200);

        TraceFile.write(trace, folder.resolve(name));

        assertThat(TraceFile.read(folder.resolve(name))).isEqualTo(trace);
    }

    @Test
    void rejectsAModifiedFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trace.json");
        TraceFile.write(TraceGenerator.generate(7, 2, 3, 200), file);
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"gpus\":0.25", "\"gpus\":0.2"));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checksum does not match");
    }

    @Test
    void rejectsAFileThatIsNotATrace(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"cameras\":[]}");

        assertThatThrownBy(() -> TraceFile.read(file)).hasMessageContaining("is not a trace file");
    }

    @Test
    void generatesTheSameTraceForTheSameSeed() {
        assertThat(TraceGenerator.generate(9, 3, 4, 200))
                .isEqualTo(TraceGenerator.generate(9, 3, 4, 200));
        assertThat(TraceGenerator.generate(9, 3, 4, 200))
                .isNotEqualTo(TraceGenerator.generate(8, 3, 4, 200));
    }

    @Test
    void hasThePapersEighteenConfigurations() {
        Trace.Window window =
                TraceGenerator.generate(1, 1, 1, 200).cameras().get(0).windows().get(0);

        assertThat(window.training())
                .extracting(Trace.Training::configuration)
                .hasSize(18)
                .isEqualTo(TraceGenerator.configurations());
        // 0.39 s start-up and 30 epochs at 10.455 GPU-seconds
        assertThat(window.training().get(17).gpuSeconds()).isEqualTo(314.04);
    }
}
