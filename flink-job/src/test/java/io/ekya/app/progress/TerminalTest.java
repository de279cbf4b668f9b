/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final String CLEAR = "\r\u001b[2K";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void outputToAFileHasNoStatusLineAndNoControlCharacters() {
        Terminal terminal = terminal(false);

        terminal.showStatus("window 1");
        terminal.println("done");

        assertThat(printed()).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void theStatusLineStaysBelowPermanentLines() {
        Terminal terminal = terminal(true);

        terminal.showStatus("window 1");
        terminal.println("done");

        assertThat(printed())
                .isEqualTo(
                        CLEAR + "window 1" + CLEAR + "done" + System.lineSeparator() + "window 1");
    }

    @Test
    void anUnchangedStatusIsNotPrintedAgainAndAnEmptyOneIsRemoved() {
        Terminal terminal = terminal(true);

        terminal.showStatus("window 1");
        terminal.showStatus("window 1");
        terminal.showStatus("");

        assertThat(printed()).isEqualTo(CLEAR + "window 1" + CLEAR);
    }

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), interactive);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
