/** Benchmarks of the sidecar: what it survives, and whether it keeps what it promised. */
@NullMarked
package io.ekya.bench.sidecar;

import org.jspecify.annotations.NullMarked;
