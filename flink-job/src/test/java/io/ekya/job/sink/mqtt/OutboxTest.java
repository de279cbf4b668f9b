/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Outbox outbox = new Outbox(nanos::get);

    @Test
    void keepsTheLastValueOfATopicOnly() throws Exception {
        outbox.put(MqttMessage.value("a", "1"));
        outbox.put(MqttMessage.value("b", "1"));
        outbox.put(MqttMessage.value("a", "2"));

        assertThat(outbox.waiting()).isEqualTo(2);
        assertThat(outbox.take(0)).isEqualTo(MqttMessage.value("a", "2"));
        assertThat(outbox.take(0)).isEqualTo(MqttMessage.value("b", "1"));
        assertThat(outbox.take(0)).isNull();
    }

    @Test
    void repeatsTheLastValuesButNoEvents() throws Exception {
        outbox.put(MqttMessage.value("a", "1"));
        outbox.put(MqttMessage.event("e", "seen"));
        outbox.take(0);
        outbox.take(0);
        outbox.repeatValues();

        assertThat(outbox.take(0)).isEqualTo(MqttMessage.value("a", "1"));
        assertThat(outbox.take(0)).isNull();
    }

    @Test
    void aValueThatCouldNotBeSentDoesNotReplaceANewerOne() throws Exception {
        outbox.put(MqttMessage.value("a", "1"));
        MqttMessage unsent = outbox.take(0);
        assertThat(unsent).isNotNull();
        outbox.put(MqttMessage.value("a", "2"));
        outbox.putBack(unsent);

        assertThat(outbox.take(0)).isEqualTo(MqttMessage.value("a", "2"));
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void dropsTheOldestOfTooManyEvents() throws Exception {
        for (int i = 0; i <= Outbox.MAX_EVENTS; i++) {
            outbox.put(MqttMessage.event("e", "" + i));
        }
        assertThat(outbox.waiting()).isEqualTo(Outbox.MAX_EVENTS);
        assertThat(outbox.dropped()).isEqualTo(1);
        assertThat(outbox.take(0)).isEqualTo(MqttMessage.event("e", "1"));
    }

    @Test
    void dropsEventsThatHaveExpired() throws Exception {
        outbox.put(MqttMessage.event("e", "old"));
        nanos.addAndGet(Outbox.EXPIRY_NANOS);
        outbox.put(MqttMessage.event("e", "new"));

        assertThat(outbox.take(0)).isEqualTo(MqttMessage.event("e", "new"));
        assertThat(outbox.dropped()).isEqualTo(1);
    }
}
