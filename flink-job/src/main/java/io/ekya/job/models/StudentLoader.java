package io.ekya.job.models;

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
 * Fetches students by their hash and opens them, on a thread of its own: from the disk cache, else
 * from the sidecar, again and again while that is down. The subtask asks, goes on with the student
 * it has, and takes the new one between two batches when it is ready.
 */
public final class StudentLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudentLoader.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private final Models models;
    private final Sidecar sidecar;
    private final ModelFile base;
    private final Map<String, String> wanted = new ConcurrentHashMap<>();
    private final Map<String, LoadedStudent> ready = new HashMap<>();
    private final ScheduledExecutorService thread;
    private boolean closed;

    /**
     * @param name of the thread
     * @param sidecar closed with this
     */
    public StudentLoader(String name, Models models, Sidecar sidecar) throws IOException {
        this.models = models;
        this.sidecar = sidecar;
        this.base = models.baseStudent();
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        run -> {
                            Thread made = new Thread(run, name);
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** A student on the base weights, opened at once. */
    public LoadedStudent openBase() {
        return new LoadedStudent(base.sha256(), models.learner().open(base));
    }

    /** Asks for a camera's student; replaces what was asked for before. */
    public void request(String camera, String sha256) {
        String before = wanted.put(camera, sha256);
        if (!sha256.equals(before)) {
            schedule(camera, sha256, 0);
        }
    }

    /** The student last asked for, once it is ready; the caller owns it from then on. */
    public @Nullable LoadedStudent poll(String camera) {
        synchronized (ready) {
            return ready.remove(camera);
        }
    }

    private void schedule(String camera, String sha256, long delayMillis) {
        try {
            thread.schedule(() -> load(camera, sha256), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("no student is loaded any more for camera {}", camera);
        }
    }

    private void load(String camera, String sha256) {
        if (!sha256.equals(wanted.get(camera))) {
            return;
        }
        try {
            hand(camera, new LoadedStudent(sha256, models.learner().open(fetch(sha256))));
        } catch (SidecarException e) {
            if (e.reason() == SidecarException.Reason.UNAVAILABLE) {
                schedule(camera, sha256, RETRY_MILLIS);
            } else {
                LOG.warn("camera {} keeps its student: {}", camera, e.getMessage());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("camera {} keeps its student, {} cannot be opened", camera, sha256, e);
        }
    }

    private void hand(String camera, LoadedStudent student) {
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
                LOG.warn("cached student {} is damaged and is fetched again", sha256);
            }
        }
        ModelFile model = sidecar.model(sha256);
        keep(cached, model);
        return model;
    }

    private static void keep(Path file, ModelFile model) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                return;
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "student", ".part");
            Files.write(part, model.bytes());
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("student {} could not be kept on disk", file.getFileName(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a student is still being loaded");
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
