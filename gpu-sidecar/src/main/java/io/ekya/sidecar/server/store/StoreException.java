/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.util.List;

/** Disk or registry has failed, or its content is damaged. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the system and SQLite say; the latter also fails to read or write without space. */
    private static final List<String> FULL =
            List.of(
                    "No space left on device",
                    "Disk quota exceeded",
                    "SQLITE_FULL",
                    "SQLITE_IOERR",
                    "SQLITE_CANTOPEN");

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns whether the disk is, or may be, full, so that a retry helps once there is space. */
    public boolean full() {
        for (Throwable t = this; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (FULL.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
