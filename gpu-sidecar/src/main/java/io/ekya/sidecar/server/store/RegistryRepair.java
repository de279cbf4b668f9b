/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Sets a damaged registry aside and starts a new one with what can still be read: epochs, cameras
 * with their serving students, students, and sample sets. Jobs and events are not kept, so journals
 * begin anew. Models and samples that the new registry does not know are set aside, too, so nothing
 * is deleted.
 */
public final class RegistryRepair {
    private static final List<String> KEPT = List.of("sites", "cameras", "students", "sample_sets");

    private final Path folder;
    private final Path aside;

    private RegistryRepair(Path folder, Path aside) {
        this.folder = folder;
        this.aside = aside;
    }

    /**
     * Repairs a sidecar's folder that no process uses.
     *
     * @return what was done, for people; empty if the registry is intact or does not exist
     * @throws StoreException if another process uses the folder or it cannot be written
     */
    public static Optional<String> run(Path folder) {
        Path file = folder.resolve(Store.REGISTRY);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel lock = Store.lock(folder.resolve("lock"))) {
            try {
                Database.open(file, Disk.real()).close();
                return Optional.empty();
            } catch (DamagedRegistryException e) {
                return Optional.of(new RegistryRepair(folder, freeFolder(folder)).repair());
            }
        } catch (IOException e) {
            throw new StoreException("%s cannot be repaired: %s".formatted(folder, e), e);
        }
    }

    private static Path freeFolder(Path folder) {
        int number = 1;
        while (Files.exists(folder.resolve("damaged-" + number))) {
            number++;
        }
        return folder.resolve("damaged-" + number);
    }

    private String repair() throws IOException {
        Disk.real().createFolder(aside);
        for (String suffix : List.of("", "-wal", "-shm")) {
            setAside(Path.of(Store.REGISTRY + suffix));
        }
        Map<String, Integer> kept = new LinkedHashMap<>();
        boolean isComplete = true;
        try (Database fresh = Database.open(folder.resolve(Store.REGISTRY), Disk.real())) {
            for (String table : KEPT) {
                Database.Copied copied = fresh.copyFrom(aside.resolve(Store.REGISTRY), table);
                kept.put(table, copied.rows());
                isComplete &= copied.complete();
            }
            fresh.query(r -> r.getString(1), "SELECT site FROM sites")
                    .forEach(
                            site ->
                                    fresh.update(
                                            "UPDATE sites SET journal=?, oldest_event=0,"
                                                    + " next_event=0 WHERE site=?",
                                            UUID.randomUUID().toString(),
                                            site));
            setAsideUnknown(fresh);
        }
        return "registry %s was damaged and is set aside in %s; kept %s%s"
                .formatted(
                        folder.resolve(Store.REGISTRY),
                        aside,
                        kept,
                        isComplete ? "" : ", the rest cannot be read");
    }

    private void setAsideUnknown(Database fresh) throws IOException {
        List<String> models =
                fresh.query(r -> r.getString(1) + ModelStore.SUFFIX, "SELECT sha256 FROM students");
        for (Path model : children(folder.resolve("models"))) {
            if (!models.contains(String.valueOf(model.getFileName()))) {
                setAside(folder.relativize(model));
            }
        }
        List<Path> known =
                fresh.query(
                        r ->
                                folder.resolve("samples")
                                        .resolve(r.getString(1))
                                        .resolve(r.getString(2)),
                        "SELECT DISTINCT site, camera FROM sample_sets");
        for (Path site : children(folder.resolve("samples"))) {
            for (Path camera : children(site)) {
                if (!known.contains(camera)) {
                    setAside(folder.relativize(camera));
                }
            }
        }
    }

    private static List<Path> children(Path of) throws IOException {
        if (!Files.isDirectory(of)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(of)) {
            return new ArrayList<>(children.toList());
        }
    }

    private void setAside(Path relative) throws IOException {
        if (Files.exists(folder.resolve(relative))) {
            Path target = aside.resolve(relative).toAbsolutePath();
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.move(folder.resolve(relative), target);
        }
    }
}
