/** Records on Flink streams: flat, public, small. */
@NullMarked
package io.ekya.job.record;

import org.jspecify.annotations.NullMarked;
