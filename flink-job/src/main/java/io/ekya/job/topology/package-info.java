/** The graph of the Flink job, built in one method, and its connectors. */
@NullMarked
package io.ekya.job.topology;

import org.jspecify.annotations.NullMarked;
