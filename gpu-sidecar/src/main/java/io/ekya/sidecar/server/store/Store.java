/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.learn.ModelFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The sidecar's folder: {@code registry.db}, {@code models/}, {@code samples/}, {@code lock}. */
public final class Store implements AutoCloseable {
    private static final long KEEP_EVENTS = 100_000;
    private static final int KEEP_WINDOWS = 4;

    static final String REGISTRY = "registry.db";

    private final FileChannel lock;
    private final SteadyClock clock;
    private final ClockSteps clockSteps;
    private final Database database;
    private final Journal journal;
    private final StudentCatalog students;
    private final SiteRegistry sites;
    private final CommandFence commands;
    private final JobRegistry jobs;
    private final ModelStore models;
    private final SampleStore samples;
    private final DurableFiles files;
    private final Housekeeping housekeeping;

    private Store(
            Path folder,
            FileChannel lock,
            BufferAllocator allocator,
            Function<byte[], ModelFile> reader,
            Retention retention,
            Clock wall,
            Disk disk) {
        this.lock = lock;
        this.files = new DurableFiles(disk);
        this.database = Database.open(folder.resolve(REGISTRY), disk);
        this.clock = new SteadyClock(wall, System::nanoTime);
        this.clockSteps = new ClockSteps(database, clock);
        this.journal = new Journal(database, clock, KEEP_EVENTS);
        this.students = new StudentCatalog(database, clock);
        this.sites = new SiteRegistry(database, journal, students);
        this.commands = new CommandFence(database, sites);
        this.jobs = new JobRegistry(database, clock);
        this.models = new ModelStore(folder.resolve("models"), files, reader);
        this.samples =
                new SampleStore(
                        folder.resolve("samples"),
                        database,
                        files,
                        new SampleFile(allocator),
                        KEEP_WINDOWS);
        this.housekeeping = new Housekeeping(folder, this, retention, clock);
    }

    /**
     * Opens a folder, creating it if necessary, and locks it for this process.
     *
     * @param reader reads and checks a model file
     * @param retention how much is retained
     * @param disk what its files are written with
     * @throws StoreException if it is not writable, locked by another process, or the registry is
     *     damaged
     */
    public static Store open(
            Path folder,
            BufferAllocator allocator,
            Function<byte[], ModelFile> reader,
            Retention retention,
            Clock clock,
            Disk disk) {
        FileChannel lock = null;
        DurableFiles files = new DurableFiles(disk);
        try {
            files.createFolder(folder);
            lock = lock(folder.resolve("lock"));
            files.removeTemporary(folder);
            Store store = new Store(folder, lock, allocator, reader, retention, clock, disk);
            store.clockSteps.resume();
            return store;
        } catch (IOException e) {
            release(lock, e);
            throw new StoreException(
                    "sidecar folder %s cannot be used: %s".formatted(folder, e), e);
        } catch (RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("this process has already opened it", e);
        }
        channel.close();
        throw new IOException("another sidecar uses it");
    }

    private static void release(@Nullable FileChannel lock, Exception because) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Runs changes of the registry in a transaction. */
    public <T> T transaction(Supplier<T> work) {
        return database.transaction(work);
    }

    /**
     * Removes what exceeds the retention; returns the number of removed students and sample sets.
     */
    public int clean() {
        return housekeeping.clean();
    }

    /**
     * Removes model files that a crashed process has not registered.
     *
     * @param known models to retain that are not registered as students
     */
    public void removeOrphans(Set<String> known) {
        housekeeping.removeOrphans(known);
    }

    /** Returns the clock of everything that is stored: the wall clock without its steps. */
    public Clock clock() {
        return clock;
    }

    /** Deals with a step of the wall clock, if there was one; call it about once a second. */
    public void keepTime() {
        clockSteps.keep();
    }

    /** Returns the bytes of the registry. */
    long registryBytes() {
        return database.bytes();
    }

    /** Returns the writer of durable files. */
    public DurableFiles files() {
        return files;
    }

    public Journal journal() {
        return journal;
    }

    public StudentCatalog students() {
        return students;
    }

    public SiteRegistry sites() {
        return sites;
    }

    public CommandFence commands() {
        return commands;
    }

    public JobRegistry jobs() {
        return jobs;
    }

    public ModelStore models() {
        return models;
    }

    public SampleStore samples() {
        return samples;
    }

    @Override
    public void close() {
        database.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("the folder's lock cannot be released: " + e, e);
        }
    }
}
