/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.command;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code ekya}: a picocli command that returns the exit code (0 success, 1 failure,
 * 2 usage or configuration error). Modules register their subcommands as services of this type (see
 * {@link java.util.ServiceLoader}).
 */
public interface Subcommand extends Callable<Integer> {}
