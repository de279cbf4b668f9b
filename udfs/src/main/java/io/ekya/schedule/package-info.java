/**
 * Scheduling of retraining and inference: problems, plans and policies, such as the thief
 * scheduler. Pure: no I/O, no clock.
 */
@NullMarked
package io.ekya.schedule;

import org.jspecify.annotations.NullMarked;
