/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.List;

/** Starts a new epoch of a site and names its cameras. */
public record HelloRequest(String site, List<String> cameras) {
    public HelloRequest {
        cameras = List.copyOf(cameras);
    }
}
