package io.ekya.synthetic;

/**
 * Random numbers by place instead of by order: a sequence that starts from a hash of a seed and two
 * coordinates, so that any frame can be drawn without those before it.
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

    /** The next 64 random bits. */
    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform between two numbers. */
    double between(double least, double most) {
        return least + unit() * (most - least);
    }

    /** Uniform in 0..n-1. */
    int below(int n) {
        return (int) (unit() * n);
    }

    /** True with a probability. */
    boolean chance(double probability) {
        return unit() < probability;
    }

    /** One of several. */
    int pick(int... choices) {
        return choices[below(choices.length)];
    }
}
