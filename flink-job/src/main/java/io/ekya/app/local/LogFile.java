package io.ekya.app.local;

import java.nio.file.Path;

/** Sends this process's log to a file; the first one wins, since logging begins once. */
final class LogFile {
    private static final String KEY = "ekya.log";

    private LogFile() {}

    static void into(Path file) {
        if (System.getProperty(KEY) == null) {
            System.setProperty(KEY, file.toString());
        }
    }
}
