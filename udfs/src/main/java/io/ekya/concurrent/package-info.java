/** Threads and waiting: one thread factory, one back-off. */
@NullMarked
package io.ekya.concurrent;

import org.jspecify.annotations.NullMarked;
