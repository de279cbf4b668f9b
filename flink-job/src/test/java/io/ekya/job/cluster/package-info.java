/** The job on a real standalone Flink cluster. */
@NullMarked
package io.ekya.job.cluster;

import org.jspecify.annotations.NullMarked;
