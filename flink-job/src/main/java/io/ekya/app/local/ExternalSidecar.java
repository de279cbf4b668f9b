/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.command.CommandFailure;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.commands.SidecarToken;
import io.ekya.job.topology.ConfiguredConnectors;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/** Checks the sidecar that a configuration names, before a run waits for it in vain. */
final class ExternalSidecar {
    private ExternalSidecar() {}

    /**
     * Calls the sidecar once. One that does not answer yet may do so later.
     *
     * @param print receives a message if it does not answer
     * @throws CommandFailure if its host is unknown, or it refuses the token
     */
    static void check(String address, SidecarToken token, Consumer<String> print) {
        String host = address.substring(0, address.lastIndexOf(':'));
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    "the host %s of sidecar.address cannot be resolved; correct the name, or use an IP address"
                            .formatted(host),
                    e);
        }
        SidecarFactory factory = ConfiguredConnectors.sidecar(address, token);
        try (Sidecar sidecar = factory.connect()) {
            sidecar.status();
        } catch (SidecarException e) {
            if (e.reason() == SidecarException.Reason.UNAUTHENTICATED) {
                throw new CommandFailure(
                        "the sidecar at %s refused the token (%s); set %s to the token that it was started with"
                                .formatted(address, e.getMessage(), SidecarToken.VARIABLE),
                        e);
            }
            print.accept(
                    "the sidecar at %s does not answer yet: %s".formatted(address, e.getMessage()));
        }
    }
}
