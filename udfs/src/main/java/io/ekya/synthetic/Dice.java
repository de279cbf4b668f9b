/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * A random sequence whose state is a hash of a seed and two coordinates, so that any frame can be
 * rendered without the preceding ones.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, long a, long b) {
        state = mix(mix(mix(seed) ^ a * GOLDEN) ^ b);
    }

    /** Bijective scrambling of 64 bits (Stafford's variant 13 of MurmurHash3's finaliser). */
    static long mix(long z) {
        long y = z + GOLDEN;
        y = (y ^ (y >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }

    /** Returns the next 64 random bits. */
    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Returns a uniform number in [0, 1). */
    double unit() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Returns a uniform number between two limits. */
    double between(double least, double most) {
        return least + unit() * (most - least);
    }

    /** Returns a uniform number in 0..n-1. */
    int below(int n) {
        return (int) (unit() * n);
    }

    /** Returns true with the given probability. */
    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Returns one of the choices. */
    int pick(int... choices) {
        return choices[below(choices.length)];
    }
}
