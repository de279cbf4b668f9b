/** Tests of results to Kafka. */
@NullMarked
package io.ekya.job.sink.kafka;

import org.jspecify.annotations.NullMarked;
