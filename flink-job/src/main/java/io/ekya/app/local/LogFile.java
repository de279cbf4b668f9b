/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Sets the log file of this process; only the first call has an effect. */
final class LogFile {
    /** System property that conf/log4j2.properties reads. */
    private static final String KEY = "ekya.log";

    private LogFile() {}

    static void set(Path file) {
        if (System.getProperty(KEY) == null) {
            System.setProperty(KEY, file.toString());
            Configurator.reconfigure(); // logging has started when the commands were loaded
        }
    }
}
