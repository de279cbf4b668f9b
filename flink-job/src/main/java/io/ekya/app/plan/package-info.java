/**
 * Scheduling problems from files and plans for people: {@code ekya plan}. Decides nothing itself;
 * the policies are in {@link io.ekya.schedule}.
 */
@NullMarked
package io.ekya.app.plan;

import org.jspecify.annotations.NullMarked;
