/** Tests of the cameras whose frames come through Kafka. */
@NullMarked
package io.ekya.job.source.kafka;

import org.jspecify.annotations.NullMarked;
