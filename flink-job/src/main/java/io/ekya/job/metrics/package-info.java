/** Metrics per camera in Flink's metric system. */
@NullMarked
package io.ekya.job.metrics;

import org.jspecify.annotations.NullMarked;
