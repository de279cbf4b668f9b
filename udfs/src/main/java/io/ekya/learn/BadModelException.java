package io.ekya.learn;

/** Bytes that are no model file, or a damaged one; the message says what is wrong with them. */
public final class BadModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadModelException(String message) {
        super(message);
    }
}
