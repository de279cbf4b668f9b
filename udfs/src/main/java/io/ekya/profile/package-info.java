/**
 * Learning curves of micro-profiling: fitting, extrapolating, pruning; speed-of-share curves. Pure:
 * no I/O, no clock.
 */
@NullMarked
package io.ekya.profile;

import org.jspecify.annotations.NullMarked;
