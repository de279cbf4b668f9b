package io.ekya.app.progress;

import java.io.PrintStream;

/**
 * Where a run talks to a person: lines that stay, and, on a real terminal, one live line below them
 * that is drawn over again and again. Safe for use by several threads.
 */
public final class Terminal {
    private static final String CLEAR = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean live;
    private String line = "";

    public Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** Standard output; live where the launcher has seen that it is a terminal. */
    public static Terminal standard() {
        return new Terminal(System.out, Boolean.getBoolean("ekya.terminal"));
    }

    /** Whether a live line is shown at all. */
    public boolean live() {
        return live;
    }

    /** A line that stays. */
    public synchronized void say(String text) {
        out.print(live ? CLEAR : "");
        out.println(text);
        out.print(live ? line : "");
        out.flush();
    }

    /** Replaces the live line; an empty one takes it away. */
    public synchronized void show(String text) {
        if (live && !text.equals(line)) {
            line = text;
            out.print(CLEAR + line);
            out.flush();
        }
    }
}
