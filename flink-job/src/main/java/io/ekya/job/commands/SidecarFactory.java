/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.sidecar.client.Sidecar;
import java.io.Serializable;

/** Creates clients of the sidecar, which may be unavailable at that moment. */
public interface SidecarFactory extends Serializable {

    /** Returns a new client, which the caller closes. */
    Sidecar connect();
}
