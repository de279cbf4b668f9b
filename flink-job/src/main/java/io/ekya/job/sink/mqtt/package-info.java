/** Results to MQTT, with Home Assistant's discovery. */
@NullMarked
package io.ekya.job.sink.mqtt;

import org.jspecify.annotations.NullMarked;
