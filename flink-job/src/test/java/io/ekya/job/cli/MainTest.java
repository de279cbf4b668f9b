package io.ekya.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.report.TestingRun;
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
    @ValueSource(strings = {"demo", "run", "report", "config", "street", "train-base", "sidecar"})
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: ekya " + command).contains("--help");
    }

    @Test
    void aWrongConfigurationIsToldAsAWholeWithCode2() {
        assertThat(run("demo", "--set", "gpus=0", "--set", "polcy=thief")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "has 2 problems:", "gpus must be between", "did you mean scheduler.policy?")
                .doesNotContain("\tat ");
    }

    @Test
    void wrongUseIsCode2AndAMissingFolderCode1(@TempDir Path folder) {
        assertThat(run("report")).isEqualTo(2);
        assertThat(run("report", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is no folder; name one that a run has made");
    }

    @Test
    void stackTracesAreForThoseWhoAsk(@TempDir Path folder) {
        assertThat(run("report", folder.resolve("none").toString(), "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void aReportIsWrittenAnew(@TempDir Path folder) throws IOException {
        new TestingRun(folder).write(2);

        assertThat(run("report", folder.toString())).isZero();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("crossing");
    }

    @Test
    void theDemosConfigurationIsBuiltInAndTheSameAsInConf() throws IOException {
        assertThat(new ConfigOptions().load(null))
                .isEqualTo(new ConfigOptions().load(Path.of("..", "conf", "demo.yaml")));
    }

    private int run(String... arguments) {
        CommandLine line = new Main(new PrintWriter(out, true)).commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
