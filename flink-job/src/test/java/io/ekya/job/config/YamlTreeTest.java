/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    private static final String CAMERA = "cameras: [{id: gate, source: 'synthetic:'}]\n";

    private final ConfigLoader loader = new ConfigLoader(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site: a\\nsite: b | line 2 repeats the key site",
                "window:\\n  seconds: 5\\n  count: 1\\n  seconds: 6 | line 4 repeats the key seconds",
                "gpus: 1\\n---\\ngpus: 2 | line 3 begins a second document",
                "gpus: 1\\nwindow:\\n\\tseconds: 5 | line 3 is indented with a tab",
                "gpus: 1\\nsite: !ruby/object a | line 2 has the unknown tag !ruby/object",
                "gpus: 1\\n? [a, b]\\n: 2 | line 2 has a key that is not a name",
                "gpus: 1\\nwindow: *missing | line 2 is not valid YAML",
                "gpus: 1\\nwindow:\\n  <<: 3 | line 3 merges something that is not a mapping",
                "gpus: 1\\nsite: a\\u0007b | line 2 contains the unprintable character U+0007",
            })
    void refusesWhatCouldBeReadInTwoWays(String text, String message) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007");

        assertThatThrownBy(() -> loader.parse("a.yaml", yaml, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a.yaml " + message);
    }

    @Test
    void aliasesAndMergeKeysAreResolved() {
        JobConfig c =
                loader.parse(
                        "test",
                        """
                        street: &street {source: "synthetic:", fps: 5, width: 640}
                        short: &short
                          seconds: 10
                          count: 1
                        window: *short
                        cameras:
                          - {<<: *street, id: a}
                          - <<: [{fps: 7, height: 360}, *street]
                            id: b
                            width: 800
                        """,
                        List.of("cameras.0.fps=9"));

        assertThat(c.window().seconds()).isEqualTo(10);
        assertThat(c.cameras()).extracting(CameraConfig::fps).containsExactly(9.0, 7.0);
        assertThat(c.cameras()).extracting(CameraConfig::width).containsExactly(640, 800);
        assertThat(c.cameras().get(1).height()).isEqualTo(360);
    }

    @Test
    void aliasesOfAliasesDoNotExpandWithoutEnd() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
        }

        assertThatThrownBy(() -> loader.parse("test", bomb + CAMERA, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expands to too many values");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "on",
                "007",
                "1e3",
                "0x10",
                "1_000",
                "12",
                "1.50",
                "true",
                "2026-11-28",
                "1.2.3"
            })
    void namesKeepTheirText(String name) {
        String yaml = "cameras: [{id: %s, source: 'synthetic:'}]".formatted(name);
        JobConfig c = loader.parse("test", yaml, List.of("site=" + name));

        assertThat(c.cameras().get(0).id()).isEqualTo(name);
        assertThat(c.site()).isEqualTo(name);
        assertThat(loader.parse("test", EffectiveConfig.yaml(c), List.of())).isEqualTo(c);
    }

    @ParameterizedTest
    @CsvSource({"1e2, 100", "60, 60", "7.5, 7.5", "+8, 8", "0.25e2, 25"})
    void numbersAreReadAsWritten(String text, double value) {
        assertThat(
                        loader.parse("test", CAMERA, List.of("window.seconds=" + text))
                                .window()
                                .seconds())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "0x10", "1_000", "1:30", ".inf", "'60'", "1,5"})
    void numbersThatOthersReadDifferentlyAreRefused(String text) {
        assertThatThrownBy(
                        () ->
                                loader.parse(
                                        "test",
                                        CAMERA + "window: {seconds: " + text + "}",
                                        List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("window");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, false", "UTF-8, true", "UTF-16LE, true", "UTF-16BE, true"})
    void encodingsAreRecognised(String encoding, boolean marked, @TempDir Path folder)
            throws IOException {
        String yaml = (marked ? "\uFEFF" : "") + "# Straße\n" + CAMERA;
        Path file = Files.write(folder.resolve("a.yaml"), yaml.getBytes(Charset.forName(encoding)));

        assertThat(loader.load(file, List.of()).cameras()).hasSize(1);
    }

    @Test
    void anUnknownEncodingIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file =
                Files.write(
                        folder.resolve("a.yaml"),
                        ("gpus: 1\n\nsite: straße\n" + CAMERA)
                                .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(ConfigException.class, () -> loader.load(file, List.of())))
                .hasMessageContaining(
                        "a.yaml line 3 is not encoded in UTF-8; save the file in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cameras: {gate: {source: 'synthetic:'}} | begin each entry with a dash: cameras: [{id: gate, ...}]",
                "cameras: {id: gate, source: 'synthetic:'} | begin each entry with a dash: cameras: [{id: ..., ...}]",
                "retraining: {epochs: 3} | retraining.epochs must be a list, but is 3; write [3]",
                "retraining: {epochs: {a: 3}} | write [1, 2]",
                "cameras: [{id: a/b, source: 'synthetic:'}] | Name of the camera, such as gate-1",
                "cameras: [{id: a, source: webcam}] | such as file:videos/gate.mp4",
            })
    void problemsAreExplainedWithAnExample(String yaml, String message) {
        assertThatThrownBy(() -> loader.parse("test", yaml, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
