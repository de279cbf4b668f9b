/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sample.BurstSampler.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BurstSamplerTest {
    private static final List<Integer> OFFSETS = List.of(0, 1, 2, 4, 9);

    /** Returns the sampled frames of each burst, by its number, in a range of frames. */
    private static Map<Long, List<Long>> bursts(
            BurstSampler sampler, double fps, long from, long to) {
        Map<Long, List<Long>> bursts = new TreeMap<>();
        for (long i = from; i < to; i++) {
            long burst = sampler.burst(i, Math.round(i * 1000 / fps));
            if (burst >= 0) {
                bursts.computeIfAbsent(burst, b -> new ArrayList<>()).add(i);
            }
        }
        return bursts;
    }

    @Test
    void spreadsBurstsEvenlyOverTheWindow() {
        // 30 s at 15 frames a second are 450 frames; a burst is 10 frames long (offset 9); so its
        // first frame is one of 441, and 16 bursts begin 441 / 16 = 27.56 frames apart
        BurstSampler sampler = new BurstSampler(new Plan(30, 16, OFFSETS, 15), 1);
        assertThat(sampler.framesSampled()).isEqualTo(80);
        Map<Long, List<Long>> bursts = bursts(sampler, 15, 450, 900);
        assertThat(bursts).hasSize(16);
        assertThat(bursts.keySet()).allMatch(burst -> burst >= 16 && burst < 32); // window 1
        long before = -1;
        for (List<Long> burst : bursts.values()) {
            long first = burst.get(0);
            assertThat(burst).containsExactly(first, first + 1, first + 2, first + 4, first + 9);
            if (before >= 0) {
                assertThat(first - before).isBetween(27L, 28L);
            }
            before = first;
        }
    }

    @Test
    void takesFewerBurstsIfTheyWouldOverlap() {
        // 4 s at 10 frames a second are 40 frames: (40 - 10 + 1) / 10 = 3 bursts of 10 frames
        BurstSampler sampler = new BurstSampler(new Plan(4, 16, OFFSETS, 10), 1);
        assertThat(bursts(sampler, 10, 0, 40)).hasSize(3);
    }

    @Test
    void ignoresOffsetsBeyondTheWindow() {
        // 0.5 s at 10 frames a second are 5 frames: of the offsets 0, 1, 2, 4 remain
        BurstSampler sampler = new BurstSampler(new Plan(0.5, 3, OFFSETS, 10), 1);
        assertThat(bursts(sampler, 10, 0, 5)).containsOnlyKeys(0L);
        assertThat(bursts(sampler, 10, 0, 5).get(0L)).containsExactly(0L, 1L, 2L, 4L);
    }

    @Test
    void camerasSampleAtDifferentTimesAndEachCameraDeterministically() {
        Plan plan = new Plan(30, 16, OFFSETS, 15);
        Set<List<Long>> patterns = new HashSet<>();
        for (int camera = 0; camera < 8; camera++) {
            patterns.add(first(plan, camera));
            assertThat(first(plan, camera)).isEqualTo(first(plan, camera));
        }
        assertThat(patterns.size()).isGreaterThanOrEqualTo(7); // of 27 phases
    }

    private static List<Long> first(Plan plan, long seed) {
        return bursts(new BurstSampler(plan, seed), 15, 0, 450).values().iterator().next();
    }

    @Test
    void rejectsWindowsWithoutAFrame() {
        assertThatThrownBy(() -> new Plan(0.5, 1, OFFSETS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a window must contain at least one frame");
        assertThatThrownBy(() -> new Plan(10, 1, List.of(-1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offsets");
    }

    @Property(tries = 500)
    void everyWindowHasItsBurstsAtAnyRate(
            @ForAll @DoubleRange(min = 0.5, max = 120) double fps,
            @ForAll @IntRange(min = 2, max = 60) int windowSeconds,
            @ForAll @IntRange(min = 1, max = 40) int bursts,
            @ForAll @IntRange(min = 0, max = 50) int window,
            @ForAll long seed) {
        Plan plan = new Plan(windowSeconds, bursts, List.of(0, 2, 3), fps);
        BurstSampler sampler = new BurstSampler(plan, seed);
        long from = (long) Math.ceil(window * windowSeconds * fps - 1e-6);
        long to = (long) Math.ceil((window + 1) * windowSeconds * fps - 1e-6);
        Map<Long, List<Long>> found = bursts(sampler, fps, from, to);
        int sampled = found.values().stream().mapToInt(List::size).sum();
        // the last millisecond of a window may round into the next one
        assertThat(sampled).isBetween(sampler.framesSampled() - 1, sampler.framesSampled());
        assertThat(found.size()).isLessThanOrEqualTo(bursts);
    }
}
