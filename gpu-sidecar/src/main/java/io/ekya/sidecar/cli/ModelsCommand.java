/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.command.Subcommand;
import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.StudentInfo;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code models}: lists students, shows lineage, exports, rolls back, pins. */
@Command(
        name = "models",
        description =
                "Lists published students, shows lineage, exports a student, rolls back or pins a camera.")
public final class ModelsCommand implements Subcommand {
    @Spec private CommandSpec spec;

    @Mixin private RegistryAccess registry = new RegistryAccess();

    @ArgGroup private Operation operation = new Operation();

    @Option(
            names = "--to",
            description = "With --roll-back: hash of the student, or its first digits")
    private String to = "";

    @Option(names = "--out", description = "With --export: output folder (default: current folder)")
    private Path out = Path.of("");

    /** The operation; lists all students if there is none. */
    private static final class Operation {
        @Option(
                names = "--lineage",
                paramLabel = "HASH",
                description = "Show the ancestors of a student.")
        private @Nullable String lineage;

        @Option(
                names = "--export",
                paramLabel = "HASH",
                description = "Write weights and a JSON description of a student.")
        private @Nullable String export;

        @Option(
                names = "--roll-back",
                paramLabel = "SITE/CAMERA",
                description = "Make the previous student serve the camera, or the one of --to.")
        private @Nullable String rollBack;

        @Option(
                names = "--pin",
                paramLabel = "SITE/CAMERA",
                description = "Pin the camera to its serving student.")
        private @Nullable String pin;

        @Option(
                names = "--unpin",
                paramLabel = "SITE/CAMERA",
                description = "Let retrainings replace the serving student again.")
        private @Nullable String unpin;
    }

    @Override
    public Integer call() {
        try {
            return registry.run(this::execute);
        } catch (IOException | SidecarException | StoreException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("ekya: " + e.getMessage());
            return e instanceof IllegalArgumentException ? 2 : 1;
        }
    }

    private int execute(FlightSidecar sidecar) throws IOException {
        PrintWriter text = spec.commandLine().getOut();
        List<StudentInfo> all = sidecar.students().students();
        if (operation.lineage != null) {
            lineage(all, find(all, operation.lineage), sidecar.students().base(), text);
        } else if (operation.export != null) {
            StudentInfo student = find(all, operation.export);
            text.println(
                    "written: " + ModelExport.write(sidecar.model(student.sha256()), student, out));
        } else if (operation.rollBack != null) {
            CameraName camera = CameraName.parse(operation.rollBack);
            String sha256 = to.isEmpty() ? null : find(all, to).sha256();
            print(camera, sidecar.rollBack(camera.site(), camera.camera(), sha256), text);
        } else if (operation.pin != null || operation.unpin != null) {
            CameraName camera =
                    CameraName.parse(
                            String.valueOf(
                                    operation.pin != null ? operation.pin : operation.unpin));
            print(camera, sidecar.pin(camera.site(), camera.camera(), operation.pin != null), text);
        } else {
            list(all, text);
        }
        return 0;
    }

    private static void print(CameraName camera, ServingChange change, PrintWriter text) {
        text.printf(
                "%s/%s: %s; %s serves%n",
                camera.site(), camera.camera(), change.reason(), change.sha256().substring(0, 12));
    }

    private static void list(List<StudentInfo> all, PrintWriter text) {
        text.printf(
                "%-14s %-24s %6s %-16s %8s %8s %-20s %s%n",
                "student",
                "camera",
                "window",
                "configuration",
                "accuracy",
                "held out",
                "created",
                "");
        all.forEach(s -> text.println(row(s)));
        if (all.isEmpty()) {
            text.println("no student is published; the base student serves");
        }
    }

    private static String row(StudentInfo s) {
        String state = s.serving() ? s.pinned() ? "serves, pinned" : "serves" : "";
        return String.format(
                        java.util.Locale.ROOT,
                        "%-14s %-24s %6d %-16s %7.1f%% %8d %-20s %s",
                        s.sha256().substring(0, 12),
                        s.site() + "/" + s.camera(),
                        s.window(),
                        s.configuration(),
                        100 * s.accuracy(),
                        s.heldOut(),
                        Instant.ofEpochMilli(s.createdMillis()).toString().substring(0, 19) + "Z",
                        state)
                .stripTrailing();
    }

    private static void lineage(
            List<StudentInfo> all, StudentInfo from, String base, PrintWriter text) {
        StudentInfo now = from;
        for (int generations = 0; generations <= all.size(); generations++) {
            text.println(row(now));
            String parent = now.parent();
            List<StudentInfo> next = all.stream().filter(s -> s.sha256().equals(parent)).toList();
            if (next.isEmpty()) {
                text.println(
                        parent.substring(0, 12)
                                + (parent.equals(base)
                                        ? "   the base student"
                                        : "   no longer retained"));
                return;
            }
            now = next.get(0);
        }
    }

    private static StudentInfo find(List<StudentInfo> all, String prefix) {
        List<StudentInfo> matches =
                all.stream().filter(s -> s.sha256().startsWith(prefix)).toList();
        if (prefix.isEmpty() || matches.size() != 1) {
            throw new IllegalArgumentException(
                    "hash must identify one student, but %d hashes start with '%s'"
                            .formatted(matches.size(), prefix));
        }
        return matches.get(0);
    }
}
