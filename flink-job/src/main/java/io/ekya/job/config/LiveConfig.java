/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** How a live camera is read. */
public record LiveConfig(
        @ConfigKey(text = "User name of the camera, if the source contains none", byDefault = "")
                String user,
        @ConfigKey(
                        text =
                                "Password of the camera; take it from the environment: \"${CAMERA_PASSWORD}\"",
                        byDefault = "")
                String password,
        @ConfigKey(
                        text = "How RTSP transports frames; packets of udp can be lost",
                        byDefault = "tcp",
                        oneOf = {"tcp", "udp"})
                String transport,
        @ConfigKey(
                        text = "Device that decodes; all but none are untested",
                        byDefault = "none",
                        oneOf = {"none", "cuda", "vaapi", "qsv", "vulkan"})
                String hwaccel,
        @ConfigKey(
                        text = "Time to connect, and to wait for the first frame, seconds",
                        byDefault = "10",
                        min = 0.1,
                        max = 300)
                double openSeconds,
        @ConfigKey(
                        text = "Age of the last frame at which the camera is lost, seconds",
                        byDefault = "5",
                        min = 0.1,
                        max = 300)
                double watchdogSeconds,
        @ConfigKey(
                        text = "Whether a camera with an unknown certificate is refused",
                        byDefault = "true")
                boolean verifyTls,
        @ConfigKey(
                        text = "PEM file with the certificates to trust; the system's if empty",
                        byDefault = "")
                String caFile)
        implements Serializable {

    /** The defaults. */
    static final LiveConfig DEFAULT = new LiveConfig("", "", "tcp", "none", 10, 5, true, "");

    /** Returns the configuration without credentials. */
    @Override
    public String toString() {
        return "LiveConfig[transport=%s, hwaccel=%s, openSeconds=%s, watchdogSeconds=%s]"
                .formatted(transport, hwaccel, openSeconds, watchdogSeconds);
    }
}
