package io.ekya.job.cli;

/** Something went wrong that a person can do something about; the message is what they read. */
public final class Failure extends RuntimeException {
    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
