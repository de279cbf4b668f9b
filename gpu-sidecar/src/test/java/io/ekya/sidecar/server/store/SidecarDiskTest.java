/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SidecarDiskTest {

    /** A disk that can be made to fail. */
    private static final class FailingDisk implements Disk {
        private final Disk real = Disk.real();
        private volatile String failure = "";

        private void check() throws IOException {
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
        }

        @Override
        public void create(Path file, byte[] bytes) throws IOException {
            check();
            real.create(file, bytes);
        }

        @Override
        public void force(Path file) throws IOException {
            real.force(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            real.rename(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            real.delete(path);
        }

        @Override
        public void createFolder(Path folder) throws IOException {
            check();
            real.createFolder(folder);
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            real.forceFolder(folder);
        }

        @Override
        public void committed(Path database) {}
    }

    private static RetrainRequest retrain(HelloReply hello, long revision, int epochs) {
        return new RetrainRequest(
                SITE,
                hello.epoch(),
                revision,
                "cam0",
                0,
                TestLabels.configuration("c" + epochs, epochs),
                0.9,
                1.0);
    }

    @Test
    void reportsAFullDiskAndKeepsServingThePreviousStudent(@TempDir Path folder) {
        FailingDisk disk = new FailingDisk();
        try (RunningSidecar sidecar = RunningSidecar.on(folder, disk)) {
            FlightSidecar client = sidecar.client();
            HelloReply hello = sidecar.hello("cam0");
            client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
            client.retrain(retrain(hello, 1, 3));
            List<SidecarEvent> events =
                    sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROMOTED));
            SidecarEvent promoted = events.get(events.size() - 1);
            String student =
                    requireNonNull(Json.read(promoted.payload(), RetrainResult.class).sha256());

            disk.failure = "No space left on device";
            assertThatThrownBy(() -> client.put(SITE, "cam0", 1, TestLabels.of(1, 2)))
                    .hasMessageContaining("No space left on device")
                    .isInstanceOfSatisfying(
                            SidecarException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
            client.rollBack(SITE, "cam0", null);
            client.retrain(retrain(hello, 2, 4));
            List<SidecarEvent> failed =
                    sidecar.await(
                            hello.journal(), promoted.n() + 1, kind(EventKind.RETRAIN_FAILED));
            assertThat(failed.get(failed.size() - 1).payload()).contains("No space left on device");
            client.rollBack(SITE, "cam0", student);
            assertThat(client.model(student).sha256()).isEqualTo(student);
            assertThat(sidecar.serving("cam0")).isEqualTo(student);

            disk.failure = "";
            client.put(SITE, "cam0", 1, TestLabels.of(1, 2));
        }
    }

    @Test
    void reportsAReadOnlyFolder(@TempDir Path folder) {
        FailingDisk disk = new FailingDisk();
        disk.failure = "Read-only file system";
        assertThatThrownBy(() -> RunningSidecar.on(folder.resolve("data"), disk))
                .hasMessageContaining("data cannot be used")
                .hasMessageContaining("Read-only file system");
    }

    @Test
    void servesStudentsFromAFolderThatBecameReadOnly(@TempDir Path folder) {
        FailingDisk disk = new FailingDisk();
        try (RunningSidecar sidecar = RunningSidecar.on(folder, disk)) {
            disk.failure = "Read-only file system";
            assertThatThrownBy(() -> sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 2)))
                    .hasMessageContaining("Read-only file system");
            assertThat(sidecar.client().model(ToyLearner.base().sha256())).isNotNull();
        }
    }

    private static void damage(Path file, int from, int to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = from; i < Math.min(to, bytes.length); i += 7) {
            bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
    }

    /** From the header alone to nearly all of the file. */
    @ParameterizedTest
    @CsvSource({"0, 100", "4096, 5500", "100, 4096", "20000, 60000", "0, 1000000"})
    void aDamagedRegistryIsReportedAndSetAside(int from, int to, @TempDir Path folder)
            throws IOException {
        String serving;
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            HelloReply hello = sidecar.hello("cam0");
            sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 60));
            sidecar.client().retrain(retrain(hello, 1, 3));
            sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROMOTED));
            serving = requireNonNull(sidecar.serving("cam0"));
        }
        assertThat(RegistryRepair.run(folder)).as("an intact one").isEmpty();
        damage(folder.resolve("registry.db"), from, to);
        assertThatThrownBy(() -> RunningSidecar.in(folder))
                .isInstanceOf(DamagedRegistryException.class)
                .hasMessageContaining("registry.db cannot be opened: the file is damaged")
                .hasMessageContaining("--repair");
        assertThat(RegistryRepair.run(folder).orElseThrow())
                .contains("is set aside in " + folder.resolve("damaged-1"));
        assertThat(folder.resolve("damaged-1/registry.db")).exists();
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            String now = sidecar.serving("cam0");
            boolean isAside =
                    Files.exists(folder.resolve("damaged-1/models/" + serving + ".model"));
            assertThat(serving.equals(now) || isAside).as("the student is not lost").isTrue();
            sidecar.client().put(SITE, "cam0", 1, TestLabels.of(1, 60));
            HelloReply hello = sidecar.hello("cam0");
            sidecar.client().profile(RunningSidecar.profile("cam0", 1, 1));
            sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROFILED));
        }
        assertThat(RegistryRepair.run(folder)).isEmpty();
    }
}
