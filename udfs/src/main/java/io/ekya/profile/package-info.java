/**
 * Micro-profiling: learning curves, their extrapolation and pruning; speed curves. Pure: no I/O, no
 * clock.
 */
@NullMarked
package io.ekya.profile;

import org.jspecify.annotations.NullMarked;
