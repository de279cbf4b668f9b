/** The operators that turn the sidecar's events into allocations and student versions. */
@NullMarked
package io.ekya.job.scheduling;

import org.jspecify.annotations.NullMarked;
