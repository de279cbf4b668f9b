/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static io.ekya.vision.VideoPackets.UNKNOWN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The number of frames of a video file and their times, found by reading its packets once without
 * decoding them. With this index a frame's number does not depend on where decoding started or on
 * which frames can be decoded, so positions survive a restart and the held-out frames are the same
 * in every loop.
 *
 * <p>Frames are numbered in the order of the file. Where its time stamps start again, as in joined
 * recordings, or jump by more than a minute, another part begins; it continues the one before.
 *
 * @param stamps time stamps of the frames, by number; ascending within a part; empty if stamps do
 *     not identify the frames (frames are then counted)
 * @param parts number of the first frame of each part
 * @param keys key frames, where decoding can start, in the order of the file
 * @param count number of frames
 * @param listed number of frames in the file's own index if it exceeds {@code count}, as in a
 *     truncated file; else 0
 * @param micros times of the frames since the first one, by number; empty without stamps
 * @param intervalMicros usual time from one frame to the next; 0 without stamps
 */
record VideoIndex(
        long[] stamps,
        int[] parts,
        List<Key> keys,
        long count,
        long listed,
        long[] micros,
        double intervalMicros) {
    /** A pause between frames that is longer than this is taken as a jump of the stamps. */
    private static final double LONGEST_PAUSE_SECONDS = 60;

    /** Frames are decoded this long before they are shown at most, if that time is unknown. */
    private static final double MOST_REORDERED_SECONDS = 1;

    /** Frames may be this many intervals off a constant rate, as by rounding. */
    private static final double MOST_JITTER = 1.5;

    /**
     * A key frame.
     *
     * @param ordinal number of packets before it in the file
     */
    record Key(int number, int ordinal) {}

    /** Returns the index of these packets. */
    static VideoIndex of(VideoPackets packets) {
        if (!packets.isStamped()) {
            return counted(packets);
        }
        int count = packets.count();
        int[] parts = parts(packets);
        long[] stamps = new long[count];
        List<Key> keys = new ArrayList<>();
        for (int part = 0; part < parts.length; part++) {
            int from = parts[part];
            int to = part + 1 < parts.length ? parts[part + 1] : count;
            for (int i = from; i < to; i++) {
                stamps[i] = packets.shown(i);
            }
            Arrays.sort(stamps, from, to);
            for (int i = from; i < to; i++) {
                if (packets.isKey(i)) {
                    int number = Arrays.binarySearch(stamps, from, to, packets.shown(i));
                    keys.add(new Key(number, packets.ordinal(i)));
                }
            }
        }
        double interval = 1e6 * packets.secondsPerUnit() * usualStep(stamps, parts);
        if (interval == 0) { // most stamps are the same
            return counted(packets);
        }
        return new VideoIndex(
                stamps,
                parts,
                keys,
                count,
                packets.listed(),
                times(stamps, parts, 1e6 * packets.secondsPerUnit(), interval),
                interval);
    }

    private static VideoIndex counted(VideoPackets packets) {
        return new VideoIndex(
                new long[0],
                new int[] {0},
                List.of(),
                packets.count(),
                packets.listed(),
                new long[0],
                0);
    }

    /** Finds where stamps start again or jump. */
    private static int[] parts(VideoPackets packets) {
        double longest = LONGEST_PAUSE_SECONDS / packets.secondsPerUnit();
        double mostReordered = MOST_REORDERED_SECONDS / packets.secondsPerUnit();
        int[] parts = new int[packets.count()];
        int number = 1;
        long decoded = packets.decoded(0);
        long shown = packets.shown(0); // latest of the part
        for (int i = 1; i < packets.count(); i++) {
            boolean known = decoded != UNKNOWN && packets.decoded(i) != UNKNOWN;
            double step = known ? (double) packets.decoded(i) - decoded : 0;
            double ahead = (double) packets.shown(i) - shown;
            boolean startsAgain =
                    known
                            ? step < 0 || (step == 0 && packets.isKey(i)) || step > longest
                            : ahead < -mostReordered || ahead > longest;
            if (startsAgain) {
                parts[number++] = i;
            }
            decoded = packets.decoded(i);
            shown = startsAgain ? packets.shown(i) : Math.max(shown, packets.shown(i));
        }
        return Arrays.copyOf(parts, number);
    }

    /** The median step between frames of a part; 0 if there is none. */
    private static long usualStep(long[] stamps, int[] parts) {
        long[] steps = new long[stamps.length];
        int number = 0;
        int part = 1;
        for (int i = 1; i < stamps.length; i++) {
            if (part < parts.length && parts[part] == i) {
                part++;
            } else {
                steps[number++] = stamps[i] - stamps[i - 1];
            }
        }
        Arrays.sort(steps, 0, number);
        return number == 0 ? 0 : steps[number / 2];
    }

    private static long[] times(
            long[] stamps, int[] parts, double microsPerUnit, double intervalMicros) {
        long[] micros = new long[stamps.length];
        double start = 0;
        for (int part = 0; part < parts.length; part++) {
            int from = parts[part];
            int to = part + 1 < parts.length ? parts[part + 1] : stamps.length;
            for (int i = from; i < to; i++) {
                micros[i] = Math.round(start + (stamps[i] - stamps[from]) * microsPerUnit);
            }
            start = micros[to - 1] + intervalMicros;
        }
        return micros;
    }

    /** Returns whether stamps identify frames. */
    boolean stamped() {
        return stamps.length > 0;
    }

    /** Returns whether the frames have one part, so that their stamps ascend. */
    boolean ascends() {
        return parts.length == 1;
    }

    /** The time from the first frame to the end of the last one; 0 without stamps. */
    long lengthMicros() {
        return stamped() ? Math.round(micros[micros.length - 1] + intervalMicros) : 0;
    }

    /** The mean number of frames per second by the stamps; 0 without stamps. */
    double fps() {
        return stamped() ? 1e6 * count / lengthMicros() : 0;
    }

    /** Returns whether the frames are evenly spread over time; true without stamps. */
    boolean isConstant() {
        double mean = stamped() ? (double) lengthMicros() / count : 0;
        for (int i = 0; i < micros.length; i++) {
            if (Math.abs(micros[i] - i * mean) > MOST_JITTER * intervalMicros) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a key frame from which decoding reliably reaches a frame: the last but one before it,
     * since not every container seeks exactly; null if there is none.
     */
    @Nullable Key keyBefore(long number) {
        int low = 0;
        int high = keys.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (keys.get(middle).number() <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < 2 ? null : keys.get(low - 2);
    }

    /** Recognises decoded frames by their stamps, in the order in which they are decoded. */
    final class Recogniser {
        private int part;
        private int next; // number of the frame that is expected
        private long last = Long.MIN_VALUE;

        /** Expects the frames from this one on. */
        void startAt(int number) {
            next = number;
            part = partOf(number);
            last = Long.MIN_VALUE;
        }

        /** Returns the number of a frame; that of the expected frame if its stamp is unknown. */
        int numberOf(long stamp) {
            int found = next < stamps.length && stamps[next] == stamp ? next : search(stamp);
            part = partOf(Math.min(found, stamps.length - 1));
            next = found + 1;
            last = stamp;
            return found;
        }

        /** Stamps of a part ascend, so an older one belongs to a later part, if it has one. */
        private int search(long stamp) {
            int first = stamp <= last ? part + 1 : part;
            for (int i = 0; i < parts.length; i++) {
                int candidate = (first + i) % parts.length;
                int end = candidate + 1 < parts.length ? parts[candidate + 1] : stamps.length;
                int found = Arrays.binarySearch(stamps, parts[candidate], end, stamp);
                if (found >= 0) {
                    return found;
                }
            }
            return next;
        }

        private int partOf(int number) {
            int found = Arrays.binarySearch(parts, number);
            return found >= 0 ? found : -found - 2;
        }
    }
}
