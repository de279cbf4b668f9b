package io.ekya.command;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code ekya}: a picocli command that returns the exit code (0 success, 1 failure,
 * 2 wrong usage). Modules register their subcommands as services of this type (ServiceLoader).
 */
public interface Subcommand extends Callable<Integer> {}
