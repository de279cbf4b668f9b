package io.ekya.sidecar.store;

/** Disk or registry failed, or what they hold is damaged; the message says what and where. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
