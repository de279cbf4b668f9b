/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Inference rates from the concave envelopes of all cameras: at most one option of one camera is
 * split, so the rate is an upper bound that exceeds the exact value by less than one step of one
 * camera. The segments of all students are kept in a Fenwick tree, ordered by decreasing slope;
 * changing a student and querying the rate take logarithmic time.
 */
final class EnvelopeRate implements InferenceRate {

    private final int[] state;
    private final Piece[][] pieces;
    private final int[] quantaTree;
    private final double[] valueTree;
    private final double[] slopes;
    private final Segment[] byRank;
    private final int top;
    private int baseQuanta;
    private double baseValue;

    /** A camera's segments with one student, and its minimum share with its value. */
    private record Piece(int quanta, double value, int[] ranks, int[] lengths) {}

    private record Segment(int camera, int state, int index, int length, double slope) {}

    /**
     * @param free cameras that are exempt from their floor
     */
    EnvelopeRate(Grid grid, BitSet free) {
        this.state = new int[grid.size()];
        this.pieces = new Piece[grid.size()][];
        List<Segment> segments = new ArrayList<>();
        for (int c = 0; c < grid.size(); c++) {
            GridCamera camera = grid.camera(c);
            pieces[c] = new Piece[camera.worthwhile().size() + 1];
            for (int s = 0; s < pieces[c].length; s++) {
                pieces[c][s] = piece(camera, c, s, !free.get(c), segments);
            }
        }
        segments.sort(Comparator.comparingDouble(Segment::slope).reversed());
        int size = segments.size();
        this.slopes = new double[size + 1];
        this.byRank = segments.toArray(Segment[]::new);
        this.quantaTree = new int[size + 1];
        this.valueTree = new double[size + 1];
        this.top = Integer.highestOneBit(Math.max(1, size));
        for (int rank = 1; rank <= size; rank++) {
            Segment segment = segments.get(rank - 1);
            slopes[rank] = segment.slope;
            pieces[segment.camera][segment.state].ranks[segment.index] = rank;
        }
        for (int c = 0; c < state.length; c++) {
            toggle(pieces[c][FIRST_STUDENT], 1);
        }
    }

    private static Piece piece(
            GridCamera camera, int c, int s, boolean keepFloor, List<Segment> segments) {
        ShareItems items =
                InferenceShares.items(camera, InferenceRate.accuracy(camera, s), keepFloor);
        int[] hull = items.envelope();
        int[] lengths = new int[hull.length - 1];
        for (int h = 1; h < hull.length; h++) {
            lengths[h - 1] = items.quanta()[hull[h]] - items.quanta()[hull[h - 1]];
            segments.add(
                    new Segment(c, s, h - 1, lengths[h - 1], items.slope(hull[h - 1], hull[h])));
        }
        return new Piece(items.quanta()[0], items.values()[0], new int[hull.length - 1], lengths);
    }

    @Override
    public void student(int camera, int newState) {
        if (state[camera] != newState) {
            toggle(pieces[camera][state[camera]], -1);
            toggle(pieces[camera][newState], 1);
            state[camera] = newState;
        }
    }

    private void toggle(Piece piece, int sign) {
        baseQuanta += sign * piece.quanta;
        baseValue += sign * piece.value;
        for (int i = 0; i < piece.ranks.length; i++) {
            int quanta = sign * piece.lengths[i];
            double value = quanta * slopes[piece.ranks[i]];
            for (int at = piece.ranks[i]; at < quantaTree.length; at += at & -at) {
                quantaTree[at] += quanta;
                valueTree[at] += value;
            }
        }
    }

    @Override
    public double at(int quanta) {
        int left = quanta - baseQuanta;
        if (left < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double value = baseValue;
        int rank = 0;
        for (int step = top; step > 0; step >>= 1) {
            int next = rank + step;
            if (next < quantaTree.length && quantaTree[next] <= left) {
                rank = next;
                left -= quantaTree[next];
                value += valueTree[next];
            }
        }
        return rank + 1 < slopes.length ? value + left * slopes[rank + 1] : value;
    }

    @Override
    public boolean concave() {
        return true;
    }

    /** Takes whole segments in order of decreasing slope and skips those that do not fit. */
    @Override
    public int[] shares(int quanta) {
        int[] taken = new int[state.length];
        int[] shares = new int[state.length];
        for (int c = 0; c < state.length; c++) {
            shares[c] = pieces[c][state[c]].quanta;
        }
        int left = quanta - baseQuanta;
        for (Segment segment : byRank) {
            int c = segment.camera;
            if (left == 0) {
                break;
            }
            if (segment.state == state[c] && segment.index == taken[c] && segment.length <= left) {
                taken[c]++;
                shares[c] += segment.length;
                left -= segment.length;
            }
        }
        return shares;
    }
}
