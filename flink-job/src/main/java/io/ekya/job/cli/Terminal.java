package io.ekya.job.cli;

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

    /** Standard output; live where that is a terminal that can draw over a line. */
    public static Terminal standard() {
        String kind = System.getenv("TERM");
        boolean live = System.console() != null && kind != null && !kind.equals("dumb");
        return new Terminal(System.out, live);
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
