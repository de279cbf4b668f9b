/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ekya.app.report.TestingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "report",
                "check",
                "config",
                "plan",
                "street",
                "models",
                "calibrate",
                "sidecar",
                "cluster",
                "cluster start",
                "cluster submit",
                "cluster status",
                "cluster savepoint",
                "cluster cancel",
                "cluster stop"
            })
    void everyCommandHasHelp(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: ekya " + command).contains("--help");
    }

    @Test
    void theVersionNamesTheCommit() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("ekya ").contains(" (commit ");
    }

    @Test
    void allConfigurationProblemsAreReportedWithCode2() {
        assertThat(run("demo", "--set", "gpus=0", "--set", "polcy=thief")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "has 2 problems:", "gpus must be between", "did you mean scheduler.policy?")
                .doesNotContain("\tat ");
    }

    @Test
    void allUnknownKeysAndInvalidValuesOfAFileAreReported(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("wrong.yaml"),
                        """
                        siet: edge
                        gpus: lots
                        cameras:
                          - {id: a, source: "synthetic:", fsp: 10}
                          - {id: a, source: "webcam:0"}
                        window: {second: 30}
                        scheduler: {policy: burglar}
                        output: {folder: OUT}
                        """
                                .replace("OUT", folder.resolve("out").toString()));

        assertThat(run("run", file.toString(), "--set", "teacher.share=2")).isEqualTo(2);
        assertThat(err.toString())
                .contains("wrong.yaml has 8 problems:")
                .contains("- siet is not a known key; did you mean site?")
                .contains("- gpus must be a number between 0.05 and 1024, but is \"lots\"")
                .contains("- cameras.0.fsp is not a known key; did you mean cameras.0.fps?")
                .contains("- cameras.1.source must match", "but is \"webcam:0\"")
                .contains("- cameras.1.id must be unique, but is a; rename it")
                .contains("- window.second is not a known key; did you mean window.seconds?")
                .contains("- scheduler.policy must be a known policy, but is burglar; use one of")
                .contains("- teacher.share must be between 0.01 and 1, but is 2")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void unusableModelsAreReportedBeforeTheRunStarts(@TempDir Path folder) throws IOException {
        Path onnx = Files.writeString(folder.resolve("not.onnx"), "not a model");
        int code =
                run(
                        "demo",
                        "--set",
                        "teacher={kind: yolox, model: '" + onnx + "'}",
                        "--set",
                        "student.model=" + folder.resolve("none.ekya"),
                        "--set",
                        "output.folder=" + folder.resolve("out"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("the configuration has 2 problems:")
                .contains("- teacher.model must be a usable model file", "cannot be read as ONNX")
                .contains("but is " + onnx + "; set it to an ONNX detector in YOLOX layout")
                .contains("- student.model must be a usable model file (no such file)");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void unusableDeviceAndSpeedCurveAreReportedBeforeTheRunStarts(@TempDir Path folder) {
        int code =
                run(
                        "demo",
                        "--set",
                        "sidecar.device=cuda:42",
                        "--set",
                        "scheduler.speedCurve=" + folder.resolve("none.json"),
                        "--set",
                        "output.folder=" + folder.resolve("out"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("the configuration has 2 problems:")
                .contains("- sidecar.device must be a device that PyTorch can use, but is cuda:42;")
                .contains("Maven profile cuda")
                .contains(
                        "- scheduler.speedCurve must be a file written by ekya calibrate (the file does");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aDetectorWithUnsupportedOutputsIsReportedBeforeTheRunStarts(@TempDir Path folder) {
        String data = System.getenv("EKYA_TEST_DATA");
        if (data == null) {
            assertThat(System.getenv("CI")).as("EKYA_TEST_DATA must be set in CI").isNull();
        }
        assumeThat(data).as("EKYA_TEST_DATA is not set").isNotNull();
        int code =
                run(
                        "demo",
                        "--set",
                        "teacher={kind: yolox, model: '" + data + "/models/fastestdet.onnx'}",
                        "--set",
                        "output.folder=" + folder.resolve("out"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("teacher.model must be a usable model file", "fastestdet.onnx returns")
                .contains("a YOLOX detector with COCO classes returns (1, 2541, 85)");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aUsageErrorIsCode2AndAMissingFolderCode1(@TempDir Path folder) {
        assertThat(run("report")).isEqualTo(2);
        assertThat(run("report", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not a folder; give the folder of a run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "check"})
    void aFolderThatIsNoRunIsRefusedAndLeftAlone(String command, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "of: something else");

        assertThat(run(command, folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not the folder of a run").doesNotContain("\tat ");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void aRunThatHasJustBegunHasAReport(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.yaml"), "cameras: []");
        Files.createFile(folder.resolve("job.log"));

        assertThat(run("report", folder.toString())).isZero();
        assertThat(folder.resolve("report.html")).content().contains("No window has ended yet");
    }

    @Test
    void anArgumentThatTheLocaleCannotDecodeIsNamed() {
        assertThat(Main.run("report", "/videos/Stra\uFFFD\uFFFDe")).isEqualTo(2);
    }

    @Test
    void aUsageErrorRepeatsNoSecret() {
        assertThat(run("demo", "--sett", "mqtt.password=hunter2", "--token=hunter2")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--sett", "Usage: ekya demo", "Try 'ekya demo --help'")
                .doesNotContain("hunter2");
    }

    @Test
    void verbosePrintsTheStackTrace(@TempDir Path folder) {
        assertThat(run("report", folder.resolve("none").toString(), "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void aReportIsWrittenAgain(@TempDir Path folder) throws IOException {
        new TestingRun(folder).write(2);

        assertThat(run("report", folder.toString())).isZero();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("crossing");
    }

    @Test
    void theBuiltInDemoConfigurationEqualsTheFileInConf() throws IOException {
        assertThat(new ConfigOptions().load(null))
                .isEqualTo(new ConfigOptions().load(Path.of("..", "conf", "demo.yaml")));
    }

    private int run(String... arguments) {
        CommandLine line = new Main(new PrintWriter(out, true)).commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
