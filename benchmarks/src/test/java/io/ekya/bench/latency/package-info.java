@NullMarked
package io.ekya.bench.latency;

import org.jspecify.annotations.NullMarked;
