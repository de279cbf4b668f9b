/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.bench.cluster.CommittedResults.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static List<Window> windows(long... numbers) {
        return LongStream.of(numbers).mapToObj(n -> new Window(n, 10 * n, 12, 7, 2)).toList();
    }

    @Test
    void eachWindowOnceIsComplete() {
        assertThat(Completeness.of(Map.of("a/x", windows(4, 5, 6), "a/y", windows(6, 5))))
                .isEqualTo(new Completeness(5, 0, 0, 35, 15, 10));
    }

    @Test
    void missingAndDoubledWindowsAreCounted() {
        Completeness found =
                Completeness.of(Map.of("a/x", windows(4, 7, 7, 7), "a/y", windows(1, 2)));

        assertThat(found.missing()).isEqualTo(2);
        assertThat(found.doubled()).isEqualTo(2);
        assertThat(found.counted()).isEqualTo(6 * 12);
    }
}
