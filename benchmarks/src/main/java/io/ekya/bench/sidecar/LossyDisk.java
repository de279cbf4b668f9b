/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.sidecar.server.store.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk that also tracks what would be left after a power loss. File contents are durable once the
 * file was forced, names once their folder was; of the rest a random part is durable. SQLite's log
 * is durable up to its length at the last commit, followed by a random length of data or garbage.
 */
final class LossyDisk implements Disk {
    private final Disk real = Disk.real();
    private final Path root;
    private final RandomGenerator random;
    private final Map<Path, Content> names = new TreeMap<>();
    private final Map<Path, Content> forcedNames = new TreeMap<>();
    private final Map<Path, List<Change>> pending = new HashMap<>();
    private long forcedLog;
    private long operations;

    /** A file's bytes, independent of its name. */
    private static final class Content {
        private final byte[] bytes;
        private boolean forced;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** A name that was assigned to a content, or removed (empty). */
    private record Change(Path name, Optional<Content> content) {}

    LossyDisk(Path root, RandomGenerator random) {
        this.root = root;
        this.random = random;
    }

    synchronized long operations() {
        return operations;
    }

    private void change(Path name, Optional<Content> content) {
        operations++;
        pending.computeIfAbsent(name.getParent(), folder -> new ArrayList<>())
                .add(new Change(name, content));
        put(names, name, content);
    }

    private static void put(Map<Path, Content> names, Path name, Optional<Content> content) {
        content.ifPresentOrElse(c -> names.put(name, c), () -> names.remove(name));
    }

    @Override
    public synchronized void create(Path file, byte[] bytes) throws IOException {
        change(file, Optional.of(new Content(bytes)));
        real.create(file, bytes);
    }

    @Override
    public synchronized void force(Path file) {
        operations++;
        Content content = names.get(file);
        if (content != null) {
            content.forced = true;
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Optional<Content> content = Optional.ofNullable(names.get(from));
        change(to, content);
        change(from, Optional.empty());
        real.rename(from, to);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        change(path, Optional.empty());
        real.delete(path);
    }

    @Override
    public synchronized void createFolder(Path folder) throws IOException {
        operations++;
        real.createFolder(folder);
    }

    @Override
    public synchronized void forceFolder(Path folder) {
        operations++;
        List<Change> changes = pending.remove(folder);
        if (changes != null) {
            changes.forEach(c -> put(forcedNames, c.name(), c.content()));
        }
    }

    @Override
    public synchronized void committed(Path database) {
        operations++;
        forcedLog = log().toFile().length();
    }

    private Path log() {
        return root.resolve("registry.db-wal");
    }

    /** Writes the state that a power loss would leave now to another folder. */
    synchronized void writeCrashState(Path copy) throws IOException {
        Files.createDirectories(copy);
        Map<Path, Content> left = new TreeMap<>(forcedNames);
        for (List<Change> changes : pending.values()) {
            int durableChanges = random.nextInt(changes.size() + 1);
            changes.subList(0, durableChanges).forEach(c -> put(left, c.name(), c.content()));
        }
        for (Map.Entry<Path, Content> file : left.entrySet()) {
            Path to = copy.resolve(root.relativize(file.getKey()));
            Files.createDirectories(to.getParent());
            Files.write(to, bytes(file.getValue()));
        }
        Path database = root.resolve("registry.db");
        if (Files.exists(database)) {
            Files.copy(database, copy.resolve("registry.db"));
        }
        if (Files.exists(log())) {
            Files.write(copy.resolve("registry.db-wal"), logBytes());
        }
    }

    private byte[] bytes(Content content) {
        if (content.forced) {
            return content.bytes;
        }
        return switch (random.nextInt(3)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(content.bytes, random.nextInt(content.bytes.length + 1));
            default -> new byte[content.bytes.length];
        };
    }

    private byte[] logBytes() throws IOException {
        byte[] all = Files.readAllBytes(log());
        int durable = (int) Math.min(forcedLog, all.length);
        int length = durable + random.nextInt(all.length - durable + 1);
        byte[] left = Arrays.copyOf(all, length);
        if (length > durable && random.nextBoolean()) {
            byte[] garbage = new byte[length - durable];
            random.nextBytes(garbage);
            System.arraycopy(garbage, 0, left, durable, garbage.length);
        }
        return left;
    }
}
