@NullMarked
package io.ekya.bench.overhead;

import org.jspecify.annotations.NullMarked;
