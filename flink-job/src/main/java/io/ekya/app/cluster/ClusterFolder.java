/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import io.ekya.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a cluster keeps everything: its processes and settings, configuration, logs, checkpoints,
 * savepoints and the data of the sidecars and Kafka. Only its owner may read it.
 *
 * @param path absolute
 */
record ClusterFolder(Path path) {

    static ClusterFolder at(Path folder) {
        return new ClusterFolder(folder.toAbsolutePath().normalize());
    }

    Path state() {
        return path.resolve("cluster.json");
    }

    Path conf() {
        return path.resolve("conf");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String process) {
        return logs().resolve(process + ".log");
    }

    Path checkpoints() {
        return path.resolve("checkpoints");
    }

    Path savepoints() {
        return path.resolve("savepoints");
    }

    Path uploads() {
        return path.resolve("uploads");
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    /** Returns the folder of a sidecar's data. */
    Path sidecar(String name) {
        return path.resolve(name);
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path highAvailability() {
        return path.resolve("ha");
    }

    Path zooKeeper() {
        return path.resolve("zookeeper");
    }

    /** Creates what is missing. */
    void create() throws IOException {
        PrivateFiles.createFolder(path);
        for (Path folder :
                new Path[] {
                    conf(),
                    logs(),
                    checkpoints(),
                    savepoints(),
                    uploads(),
                    temporary(),
                    kafka(),
                    highAvailability(),
                    zooKeeper()
                }) {
            PrivateFiles.createFolder(folder);
        }
    }

    /**
     * Prevents that two commands start or stop processes at the same time.
     *
     * @throws CommandFailure if another command holds the lock
     */
    Lock lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Lock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // held by this process
        }
        channel.close();
        throw new CommandFailure(
                "another command is starting or stopping the cluster in "
                        + path
                        + "; wait until it has ended");
    }

    /** The lock; closing its file releases it. */
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
