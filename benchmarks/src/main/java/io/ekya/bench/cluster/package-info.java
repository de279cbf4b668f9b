/** Benchmark of the job on a real cluster whose processes are killed. */
@NullMarked
package io.ekya.bench.cluster;

import org.jspecify.annotations.NullMarked;
