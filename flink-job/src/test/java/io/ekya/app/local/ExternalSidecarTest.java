/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.command.CommandFailure;
import io.ekya.learn.BaseModels;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.server.SidecarDevice;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExternalSidecarTest {
    private final List<String> printed = new ArrayList<>();

    private void check(String address, String token) {
        ExternalSidecar.check(address, () -> token, printed::add);
    }

    @Test
    void namesATokenThatTheSidecarRefuses(@TempDir Path folder) throws IOException {
        SidecarOptions options =
                new SidecarOptions(
                        folder,
                        new ListenAddress("127.0.0.1", 0, -1, "s3cret", Optional.empty()),
                        ConcurrencyLimits.DEFAULT,
                        1,
                        EvaluationSettings.DEFAULT,
                        Retention.DEFAULT);
        try (SidecarServer sidecar =
                new SidecarServer(
                        options,
                        SidecarDevice.processor(new io.ekya.learn.DjlLearner()),
                        BaseModels.student(),
                        ModelFile::read)) {
            String address = "127.0.0.1:" + sidecar.port();
            assertThatThrownBy(() -> check(address, "guess"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("refused the token")
                    .hasMessageContaining("set EKYA_SIDECAR_TOKEN")
                    .hasMessageNotContaining("guess");

            check(address, "s3cret");
            assertThat(printed).isEmpty();
        }
    }

    @Test
    void namesAHostThatCannotBeResolved() {
        assertThatThrownBy(() -> check("no-such-host.invalid:8815", ""))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no-such-host.invalid of sidecar.address cannot be resolved");
    }

    @Test
    void aSidecarMayStartLater() throws IOException {
        int port = Ports.free(0);

        check("127.0.0.1:" + port, "");

        assertThat(printed).hasSize(1);
        assertThat(printed.get(0)).contains("127.0.0.1:" + port + " does not answer yet: ");
    }
}
