/**
 * The trace-driven simulator: evaluates the job's policies on frozen traces of training results.
 * Its command is {@code ekya simulate}.
 */
@NullMarked
package io.ekya.bench.simulate;

import org.jspecify.annotations.NullMarked;
