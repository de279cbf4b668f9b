/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Flight actions of the sidecar. */
public enum SidecarAction {
    HELLO("hello", "starts a new epoch of a site"),
    PROFILE("profile", "requests the micro-profile of a camera's window"),
    RETRAIN("retrain", "starts a retraining"),
    RESIZE("resize", "changes the share of a job"),
    CANCEL("cancel", "cancels a retraining"),
    LATENCY("latency", "reports the latency of inference"),
    REPORT("report", "journals measurements of inference"),
    CLOSE("close", "reports that a camera has ended"),
    REGISTER("register", "retains events for a client"),
    STUDENTS("students", "lists published students"),
    ROLLBACK("rollback", "makes another student serve a camera"),
    PIN("pin", "pins a camera to its serving student, or unpins it"),
    PURGE("purge", "removes samples and students of a camera"),
    STATUS("status", "returns the state of the sidecar");

    private static final Map<String, SidecarAction> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toMap(SidecarAction::wireName, Function.identity()));

    private final String wireName;
    private final String description;

    SidecarAction(String wireName, String description) {
        this.wireName = wireName;
        this.description = description;
    }

    /** Type of the Flight action. */
    public String wireName() {
        return wireName;
    }

    public String description() {
        return description;
    }

    /** Returns the action of this type, or empty if there is none. */
    public static Optional<SidecarAction> of(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
