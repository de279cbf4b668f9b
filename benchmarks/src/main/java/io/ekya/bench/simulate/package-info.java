/**
 * The trace-driven simulator: frozen traces of what training would reach are played against
 * policies, the same classes the job uses. {@code ekya simulate} is its command.
 */
@NullMarked
package io.ekya.bench.simulate;

import org.jspecify.annotations.NullMarked;
