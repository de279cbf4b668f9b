/** Cameras whose frames come through Kafka: source, checks, decoding. */
@NullMarked
package io.ekya.job.source.kafka;

import org.jspecify.annotations.NullMarked;
