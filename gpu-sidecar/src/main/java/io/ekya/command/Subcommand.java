package io.ekya.command;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code ekya}: a picocli command whose value is the exit code (0 done, 1 failed, 2
 * wrong use). Other modules add theirs as a service of this type (ServiceLoader).
 */
public interface Subcommand extends Callable<Integer> {}
