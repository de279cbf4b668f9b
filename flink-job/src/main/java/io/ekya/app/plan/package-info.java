/**
 * {@code ekya plan}: reads a scheduling problem from JSON and prints the plan of one policy. The
 * policies are in {@link io.ekya.schedule}.
 */
@NullMarked
package io.ekya.app.plan;

import org.jspecify.annotations.NullMarked;
