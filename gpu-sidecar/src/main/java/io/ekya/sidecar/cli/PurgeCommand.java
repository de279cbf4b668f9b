/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.command.Subcommand;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.server.store.StoreException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code purge}: removes a camera's samples and students. */
@Command(
        name = "purge",
        description = "Removes samples and students of a camera; the base student serves it.")
public final class PurgeCommand implements Subcommand {
    @Spec private CommandSpec spec;

    @Mixin private RegistryAccess registry = new RegistryAccess();

    @Parameters(paramLabel = "SITE/CAMERA", description = "Camera to purge")
    private String camera = "";

    @Override
    public Integer call() {
        try {
            CameraName name = CameraName.parse(camera);
            return registry.run(
                    sidecar -> {
                        sidecar.purge(name.site(), name.camera());
                        spec.commandLine()
                                .getOut()
                                .println("purged: samples and students of " + camera);
                        return 0;
                    });
        } catch (IOException | SidecarException | StoreException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("ekya: " + e.getMessage());
            return e instanceof IllegalArgumentException ? 2 : 1;
        }
    }
}
