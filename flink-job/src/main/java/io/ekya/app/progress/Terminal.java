/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import java.io.PrintStream;

/**
 * Prints the output of a run: permanent lines and, on an interactive terminal, one status line
 * below them that is overwritten in place. Thread-safe.
 */
public final class Terminal {
    private static final String CLEAR = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean interactive;
    private String status = "";

    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    /** Standard output; interactive if the launcher detected a terminal. */
    public static Terminal standard() {
        return new Terminal(System.out, Boolean.getBoolean("ekya.terminal"));
    }

    /** Prints a permanent line. */
    public synchronized void println(String text) {
        out.print(interactive ? CLEAR : "");
        out.println(text);
        out.print(interactive ? status : "");
        out.flush();
    }

    /** Replaces the status line; an empty text removes it. */
    public synchronized void showStatus(String text) {
        if (interactive && !text.equals(status)) {
            status = text;
            out.print(CLEAR + status);
            out.flush();
        }
    }
}
