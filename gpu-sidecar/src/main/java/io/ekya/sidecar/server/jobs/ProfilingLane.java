package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A site's micro-profiles, one after another within one share. A lane never ends. */
final class ProfilingLane implements DeviceJob {
    private static final Logger LOG = LoggerFactory.getLogger(ProfilingLane.class);

    private final DeviceShare share;
    private final Function<ProfileRequest, MicroProfile> profiling;
    private final Listener listener;
    private final Queue<Owed> queue = new ArrayDeque<>();
    private @Nullable Owed current;
    private @Nullable Stage stage;

    /** A micro-profile that is owed; the id is the registry's. */
    record Owed(long id, ProfileRequest request) {}

    /** Who is told how a micro-profile ended. */
    interface Listener {
        void begun(Owed owed);

        void profiled(Owed owed, ProfileResult result);

        void failed(Owed owed, Throwable cause);
    }

    ProfilingLane(
            DeviceShare share,
            Function<ProfileRequest, MicroProfile> profiling,
            Listener listener) {
        this.share = share;
        this.profiling = profiling;
        this.listener = listener;
    }

    /** Queues a micro-profile; answers those that it overtakes, which are no longer owed. */
    synchronized List<Owed> add(Owed owed) {
        List<Owed> overtaken =
                queue.stream()
                        .filter(o -> o.request().camera().equals(owed.request().camera()))
                        .toList();
        queue.removeAll(overtaken);
        queue.add(owed);
        return overtaken;
    }

    /** Those that are owed, the one under way first. */
    synchronized List<Owed> owed() {
        List<Owed> all = new ArrayList<>();
        if (current != null) {
            all.add(current);
        }
        all.addAll(queue);
        return all;
    }

    synchronized String stage() {
        return stage == null ? "waiting" : stage.name();
    }

    @Override
    public DeviceShare share() {
        return share;
    }

    @Override
    public synchronized boolean idle() {
        return current == null && queue.isEmpty();
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public boolean step() {
        Owed owed;
        Stage now;
        synchronized (this) {
            owed = current == null ? queue.poll() : current;
            if (owed == null) {
                return true;
            }
            if (current == null) {
                listener.begun(owed);
            }
            current = owed;
            now = stage == null ? profiling.apply(owed.request()).begin() : stage;
            stage = now;
        }
        try {
            advance(owed, now.step());
        } catch (RuntimeException e) {
            LOG.warn("Micro-profile of camera {} failed", owed.request().camera(), e);
            fail(owed, now, e);
        } catch (Error e) {
            failBeforeError(owed, now, e);
            throw e;
        }
        return true;
    }

    private void fail(Owed owed, Stage failed, Throwable cause) {
        failed.close();
        finish();
        listener.failed(owed, cause);
    }

    /** Records that it failed, so that the next process does not run into the same error. */
    private void failBeforeError(Owed owed, Stage failed, Error error) {
        try {
            fail(owed, failed, error);
        } catch (RuntimeException | Error e) {
            error.addSuppressed(e);
        }
    }

    private void advance(Owed owed, Stage next) {
        if (next instanceof MicroProfile.Profiled profiled) {
            finish();
            listener.profiled(owed, profiled.result());
        } else {
            synchronized (this) {
                stage = next;
            }
        }
    }

    private synchronized void finish() {
        current = null;
        stage = null;
    }

    @Override
    public synchronized void end(Ending ending) {
        if (stage != null) {
            stage.close();
        }
    }
}
