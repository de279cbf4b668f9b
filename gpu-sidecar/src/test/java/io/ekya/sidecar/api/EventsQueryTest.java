/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsQueryTest {
    @Test
    void omitsAbsentPartsOfTheTicket() {
        EventsQuery all = new EventsQuery("s", "j", 7L);
        EventsQuery newOnly = new EventsQuery("s", null, null);
        assertThat(all.ticket()).isEqualTo("events?site=s&journal=j&from=7");
        assertThat(newOnly.ticket()).isEqualTo("events?site=s");
        assertThat(EventsQuery.parse(all.ticket())).isEqualTo(all);
        assertThat(EventsQuery.parse(newOnly.ticket())).isEqualTo(newOnly);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events?",
                "events?from=1",
                "events?site=s&from=-1",
                "events?site=s&from=x",
                "events?site=s&journal=",
                "events?site=s&other=1",
                "events?site=s&site=s",
                "events?site"
            })
    void rejectsMalformedTickets(String ticket) {
        assertThatThrownBy(() -> EventsQuery.parse(ticket)).isInstanceOf(MalformedException.class);
    }
}
