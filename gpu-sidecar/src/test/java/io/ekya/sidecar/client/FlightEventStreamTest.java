/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.SidecarException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FlightEventStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Test
    void rethrowsAnErrorOfItsThread() {
        FlightEventStream stream =
                new FlightEventStream(
                        () -> {
                            throw new NoClassDefFoundError("in a test");
                        });
        assertThatThrownBy(() -> stream.poll(PATIENCE)).isInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(() -> stream.poll(PATIENCE)).isInstanceOf(NoClassDefFoundError.class);
        stream.close();
    }

    @Test
    void rethrowsAFailureToOpen() {
        FlightEventStream stream =
                new FlightEventStream(
                        () -> {
                            throw new IllegalStateException("in a test");
                        });
        assertThatThrownBy(() -> stream.poll(PATIENCE))
                .isInstanceOf(SidecarException.class)
                .hasMessageContaining("in a test");
        stream.close();
    }
}
