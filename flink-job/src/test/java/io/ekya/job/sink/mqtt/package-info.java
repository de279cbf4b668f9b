/** Tests of results to MQTT. */
@NullMarked
package io.ekya.job.sink.mqtt;

import org.jspecify.annotations.NullMarked;
