/** Results to Kafka: JSON values with the attributes of CloudEvents in headers. */
@NullMarked
package io.ekya.job.sink.kafka;

import org.jspecify.annotations.NullMarked;
