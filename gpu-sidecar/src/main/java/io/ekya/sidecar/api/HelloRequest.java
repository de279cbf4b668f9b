/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a new epoch of a site and names its cameras. Retrainings of other cameras are cancelled.
 *
 * @param client identifies the caller's run; returned in the reply and in the HELLO event
 * @param lastEpoch last epoch that the caller knows; the new one is later, even if the sidecar has
 *     lost its folder. Null if it knows none
 */
public record HelloRequest(
        String site, List<String> cameras, @Nullable String client, @Nullable Long lastEpoch) {
    public HelloRequest {
        cameras = List.copyOf(cameras);
    }

    /** The first request of a caller that does not identify itself. */
    public HelloRequest(String site, List<String> cameras) {
        this(site, cameras, null, null);
    }
}
