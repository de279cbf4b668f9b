/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.nio.file.Path;

/** The registry's file is damaged, so that no further start can succeed until it is set aside. */
public final class DamagedRegistryException extends StoreException {
    private static final long serialVersionUID = 1L;

    DamagedRegistryException(Path file, Exception cause) {
        super(
                ("registry %s cannot be opened: the file is damaged (%s); start the sidecar with"
                                + " --repair to set it aside and keep what can still be read")
                        .formatted(file, cause.getMessage()),
                cause);
    }
}
