/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.models;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.files.PrivateFiles;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads students by hash on a thread of its own: from the disk cache, otherwise from the sidecar,
 * with retries while it is unavailable. The subtask requests a student, continues with the one it
 * has, and takes the new one between two batches once it is ready.
 */
public final class StudentLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudentLoader.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private final Models models;
    private final Sidecar sidecar;
    private final ThreadFailure failure;
    private final ModelFile base;
    private final Map<String, String> wanted = new ConcurrentHashMap<>();
    private final Map<String, LoadedStudent> ready = new HashMap<>();
    private final ScheduledExecutorService thread;
    private boolean closed;

    /**
     * @param name prefix of the thread's name
     * @param sidecar closed with this
     * @param failure receives errors of the thread
     */
    public StudentLoader(String name, Models models, Sidecar sidecar, ThreadFailure failure)
            throws IOException {
        this.models = models;
        this.sidecar = sidecar;
        this.failure = failure;
        this.base = models.baseStudent();
        this.thread =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory(name, failure));
    }

    /** Opens the base student, in the calling thread. */
    public LoadedStudent openBase() {
        return new LoadedStudent(base.sha256(), models.learner().open(base));
    }

    /**
     * Requests a camera's student; replaces an earlier request. A camera begins with the base
     * student.
     *
     * @param sha256 null for the base student
     */
    public void request(String camera, @Nullable String sha256) {
        if (sha256 == null && !wanted.containsKey(camera)) {
            return;
        }
        String next = sha256 == null ? base.sha256() : sha256;
        if (!next.equals(wanted.put(camera, next))) {
            schedule(camera, next, 0);
        }
    }

    /** Returns the requested student once it is ready, otherwise null; the caller closes it. */
    public @Nullable LoadedStudent poll(String camera) {
        synchronized (ready) {
            return ready.remove(camera);
        }
    }

    private void schedule(String camera, String sha256, long delayMillis) {
        try {
            thread.schedule(
                    failure.guarded(() -> load(camera, sha256)),
                    delayMillis,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loader is closed; no student is loaded for camera {}", camera);
        }
    }

    private void load(String camera, String sha256) {
        if (!sha256.equals(wanted.get(camera))) {
            return;
        }
        try {
            deliver(camera, new LoadedStudent(sha256, models.learner().open(fetch(sha256))));
        } catch (SidecarException e) {
            if (e.reason() == SidecarException.Reason.UNAVAILABLE) {
                schedule(camera, sha256, RETRY_MILLIS);
            } else {
                LOG.warn(
                        "Loading student {} failed; camera {} keeps its student: {}",
                        sha256,
                        camera,
                        e.getMessage());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Loading student {} failed; camera {} keeps its student", sha256, camera, e);
        }
    }

    private void deliver(String camera, LoadedStudent student) {
        synchronized (ready) {
            LoadedStudent stale = closed ? student : ready.put(camera, student);
            if (stale != null) {
                stale.classifier().close();
            }
        }
    }

    private ModelFile fetch(String sha256) throws IOException {
        if (sha256.equals(base.sha256())) {
            return base;
        }
        Path cached = models.cache().resolve(sha256);
        if (Files.isRegularFile(cached)) {
            try {
                ModelFile model = ModelFile.read(Files.readAllBytes(cached));
                if (model.sha256().equals(sha256)) {
                    return model;
                }
            } catch (IllegalArgumentException e) {
                LOG.warn("Cached student {} is damaged and is fetched again", sha256);
            }
        }
        ModelFile model = sidecar.model(sha256);
        cache(cached, model);
        return model;
    }

    private static void cache(Path file, ModelFile model) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                return;
            }
            PrivateFiles.createFolder(folder);
            Path part = Files.createTempFile(folder, "student", ".part");
            try {
                Files.write(part, model.bytes());
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part); // after a failure, such as on a full disk
            }
        } catch (IOException e) {
            LOG.warn("Caching student {} on disk failed", file.getFileName(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Loading a student does not end; its thread stays");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (ready) {
            closed = true;
            ready.values().forEach(s -> s.classifier().close());
            ready.clear();
        }
        sidecar.close();
    }
}
