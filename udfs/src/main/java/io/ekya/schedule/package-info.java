/**
 * Who is retrained with what and who gets which share of the GPU: problems, plans and policies.
 * Pure: no I/O, no clock.
 */
@NullMarked
package io.ekya.schedule;

import org.jspecify.annotations.NullMarked;
