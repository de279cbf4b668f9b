/** Tests of the job on a standalone Flink cluster. */
@NullMarked
package io.ekya.job.cluster;

import org.jspecify.annotations.NullMarked;
