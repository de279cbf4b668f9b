package io.ekya.app.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a process running: when it dies it is started again after a while that doubles up to ten
 * seconds, and is short again once it has stayed up for thirty.
 */
final class Supervisor implements AutoCloseable {
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long MOST_WAIT_MILLIS = 10_000;
    private static final long STEADY_MILLIS = 30_000;
    private static final long GRACE_SECONDS = 10;

    private final ProcessBuilder builder;
    private final Consumer<String> say;
    private final Thread watcher;
    private volatile @Nullable Process process;
    private volatile boolean closed;
    private volatile int restarts;

    /**
     * Starts the process.
     *
     * @param say is told in words when it died
     */
    Supervisor(ProcessBuilder builder, Consumer<String> say) throws IOException {
        this.builder = builder;
        this.say = say;
        this.process = builder.start();
        this.watcher = new Thread(this::watch, "sidecar-supervisor");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** The process that runs now; a dead one while it waits to be started again. */
    long pid() {
        Process p = process;
        return p == null ? -1 : p.pid();
    }

    boolean alive() {
        Process p = process;
        return p != null && p.isAlive();
    }

    /** How often it was started again. */
    int restarts() {
        return restarts;
    }

    private void watch() {
        long wait = FIRST_WAIT_MILLIS;
        try {
            while (!closed) {
                long started = System.nanoTime();
                Process p = process;
                int code = p == null ? -1 : p.waitFor();
                if (closed) {
                    return;
                }
                long lasted = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
                wait = lasted > STEADY_MILLIS ? FIRST_WAIT_MILLIS : wait;
                say.accept("the sidecar ended with code " + code + "; starting it again");
                Thread.sleep(wait);
                wait = Math.min(2 * wait, MOST_WAIT_MILLIS);
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        try {
            process = builder.start();
            restarts++;
        } catch (IOException e) {
            say.accept("the sidecar cannot be started: " + e.getMessage());
        }
    }

    /** Ends the process, kindly at first, and does not start it again. */
    @Override
    public synchronized void close() {
        closed = true;
        watcher.interrupt();
        Process p = process;
        if (p == null) {
            return;
        }
        p.destroy();
        try {
            if (!p.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                p.destroyForcibly();
            }
        } catch (InterruptedException e) {
            p.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
