@NullMarked
package io.ekya.bench.memory;

import org.jspecify.annotations.NullMarked;
