/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thief",
                "thief(0.05)",
                "thief-reuse",
                "thief-published",
                "thief-reuse(0.025)",
                "exact",
                "relay",
                "relay-envelope",
                "uniform(all-5ep,0.5)",
                "no-retraining",
                "fixed-shares",
                "fixed-config(5_30)",
                "fixed-config(5_30,0.05)",
                "upper-bound"
            })
    void areCreatedByName(String name) {
        assertThat(Policies.named(name).name()).isEqualTo(name);
    }

    @Test
    void ignoresWhitespace() {
        assertThat(Policies.named(" uniform( a , 0.5 ) ").name()).isEqualTo("uniform(a,0.5)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "theif", "thief(", "exact(1)", "uniform(a)", "Relay!"})
    void listsTheKnownPolicies(String name) {
        assertThatThrownBy(() -> Policies.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("policy must be one of thief,")
                .hasMessageEndingWith("but is " + name + "; use relay");
    }

    @Test
    void reportsInvalidArguments() {
        assertThatThrownBy(() -> Policies.named("thief(0)"))
                .hasMessageContaining("DELTA must be a number above 0 and at most 1, but is 0");
        assertThatThrownBy(() -> Policies.named("uniform(a,x)"))
                .hasMessageContaining("INFERENCE_SHARE must be a number between 0 and 1, but is x");
    }
}
