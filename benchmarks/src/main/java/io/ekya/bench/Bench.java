/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench;

/**
 * A benchmark of {@code ekya bench}, found through {@link java.util.ServiceLoader}. It prints its
 * progress and checks its own result.
 */
public interface Bench {

    /** Returns the name on the command line, such as {@code decision-time}. */
    String name();

    /** Returns a one-sentence description. */
    String description();

    /**
     * Runs the benchmark.
     *
     * @param quick whether to run for seconds only, as a test in CI; the figures are then not
     *     meaningful
     */
    BenchResult run(boolean quick) throws Exception;
}
