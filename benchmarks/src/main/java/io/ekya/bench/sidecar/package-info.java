/** Benchmarks of the sidecar: crash safety, leaks, and enforcement of shares. */
@NullMarked
package io.ekya.bench.sidecar;

import org.jspecify.annotations.NullMarked;
