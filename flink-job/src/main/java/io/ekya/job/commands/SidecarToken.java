/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import java.io.Serializable;

/** Supplies the bearer token of the sidecar; asked whenever a client is created. */
@FunctionalInterface
public interface SidecarToken extends Serializable {

    /** Name of the environment variable that holds the token on a cluster. */
    String VARIABLE = "EKYA_SIDECAR_TOKEN";

    /** The token in the environment of this process; empty if the variable is unset. */
    SidecarToken OF_ENVIRONMENT = () -> System.getenv().getOrDefault(VARIABLE, "");

    /** Returns the token; empty if the sidecar requires none. */
    String token();
}
