/**
 * Decides for a site what the sidecar and the cameras do next: site state, events, scheduling
 * problem, plan. Pure: no Flink, no clock, no I/O.
 */
@NullMarked
package io.ekya.job.planning;

import org.jspecify.annotations.NullMarked;
