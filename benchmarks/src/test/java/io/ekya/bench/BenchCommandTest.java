/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.bench.simulate.SimulateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsTheBenchmarks() {
        assertThat(run(new BenchCommand(), "--names")).isZero();
        assertThat(out.toString().lines()).contains("decision-time", "policies");
    }

    @Test
    void listsTheKnownBenchmarksForAnUnknownName() {
        assertThat(run(new BenchCommand(), "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown benchmark nothing; use one of");
    }

    @Test
    void comparesPoliciesQuickly() {
        assertThat(run(new BenchCommand(), "policies", "--quick")).isZero();
        assertThat(out.toString()).contains("RESULT policies sites=6").contains("ok=true");
    }

    @Test
    void simulatesAndPrintsATable() {
        assertThat(
                        run(
                                new SimulateCommand(),
                                "--streams",
                                "3",
                                "--gpus",
                                "1",
                                "--seeds",
                                "2",
                                "--windows",
                                "2",
                                "--policies",
                                "relay,cloud(5,17)"))
                .isZero();
        assertThat(out.toString())
                .contains("relay")
                .contains("cloud(5,17)")
                .contains("upper-bound");
    }

    @Test
    void listsTheKnownContendersForAnUnknownName() {
        assertThat(run(new SimulateCommand(), "--policies", "theif")).isEqualTo(2);
        assertThat(err.toString()).contains("best-uniform").contains("but one is theif");
    }

    @Test
    void reportsAllInvalidOptionsOfASimulationAtOnce() {
        assertThat(
                        run(
                                new SimulateCommand(),
                                "--streams=0",
                                "--windows=0",
                                "--gpus=1,-2",
                                "--error=NaN"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "ekya: --streams must be at least 1, but is 0.0; give a larger number",
                        "ekya: --gpus must be at least 0, but is -2.0; give a larger number",
                        "ekya: --windows must be at least 1, but is 0.0; give a larger number",
                        "ekya: --error must be at least 0, but is NaN; give a larger number");
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
