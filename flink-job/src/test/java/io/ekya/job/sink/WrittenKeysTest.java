/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WrittenKeysTest {

    @Property
    void containsExactlyWhatWasAdded(@ForAll List<@IntRange(min = -20, max = 20) Integer> numbers) {
        WrittenKeys keys = new WrittenKeys();
        Set<Integer> added = new HashSet<>();
        for (int number : numbers) {
            keys.add(new LineKey("a", number));
            added.add(number);
        }
        WrittenKeys restored = new WrittenKeys();
        restored.addAll(keys.ranges());

        for (int number = -22; number <= 22; number++) {
            LineKey key = new LineKey("a", number);
            assertThat(keys.contains(key)).isEqualTo(added.contains(number));
            assertThat(restored.contains(key)).isEqualTo(added.contains(number));
            assertThat(keys.contains(new LineKey("b", number))).isFalse();
        }
    }

    @Test
    void aSeriesWithoutGapsTakesOneRange() {
        WrittenKeys keys = new WrittenKeys();
        for (long n : new long[] {7, 9, 8, 10, 6}) {
            keys.add(new LineKey("a", n));
        }
        keys.add(new LineKey("b", 1));

        assertThat(keys.ranges())
                .containsExactly(
                        new WrittenKeys.Range("a", 6, 10), new WrittenKeys.Range("b", 1, 1));
    }

    @Test
    void keepsAThousandRangesOfASeries() {
        WrittenKeys keys = new WrittenKeys();
        for (long n = 0; n < 5_000; n += 2) {
            keys.add(new LineKey("a", n));
        }

        assertThat(keys.ranges()).hasSize(1_000);
        assertThat(keys.contains(new LineKey("a", 4_998))).isTrue();
        assertThat(keys.contains(new LineKey("a", 4_997))).isFalse();
    }
}
