/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a retraining order over the window: retrainings run one after another in the training
 * lane, and inference gets the rest in every phase.
 *
 * <p>With one lane and a given order, the value of the phases is {@code sum of length x (rate -
 * last rate) + window x last rate}, and a phase's length is its work divided by its share. So the
 * best lane width of each phase minimises the loss per GPU-second of work, {@code (last rate -
 * rate) / speed}, independently of the other phases. With several lanes the same rule is a good
 * heuristic.
 */
final class RelaySimulation {

    private static final int FINE_LADDER = 40;
    private static final double COARSE_STEP = 1.08;

    private final Grid grid;
    private final InferenceRate rate;
    private final int[] ladder;
    private final boolean linear;

    private RetrainingOrder order;
    private int[] waiting;
    private double[] left;
    private int[] shares;
    private int head;
    private int active;
    private int rung;
    private long phases;

    /**
     * The parameters of the training lane.
     *
     * @param sideBySide minimum number of concurrent retrainings
     * @param urgency accuracy per second added to the loss; the higher, the wider the lane
     * @param most maximum quanta of all retrainings together
     */
    record Lane(int sideBySide, double urgency, int most) {}

    /** One phase: the retrainings of {@code cameras} with {@code quanta}. */
    record Phase(double startSeconds, int[] cameras, int[] quanta) {}

    RelaySimulation(Grid grid, InferenceRate rate) {
        this.grid = grid;
        this.rate = rate;
        this.ladder = ladder(grid.quanta(), grid.perGpu());
        this.linear =
                grid.problem().cameras().stream().allMatch(camera -> camera.speed().isEmpty());
        this.order = new RetrainingOrder(new int[0], new int[grid.size()]);
        this.waiting = new int[0];
        this.left = new double[0];
        this.shares = new int[grid.size()];
    }

    private static int[] ladder(int most, int perGpu) {
        IntStream.Builder rungs = IntStream.builder();
        for (int u = 1; u <= most; ) {
            rungs.add(u);
            u = u < FINE_LADDER ? u + 1 : (int) Math.ceil(u * COARSE_STEP);
        }
        for (int u = perGpu; u <= most; u += perGpu) {
            rungs.add(u);
        }
        rungs.add(most);
        return rungs.build().filter(u -> u > 0).sorted().distinct().toArray();
    }

    /** Returns the number of phases simulated so far, a measure of the work done. */
    long phases() {
        return phases;
    }

    /**
     * Returns the accuracy-seconds of all cameras, including the value of terminalValue beyond the
     * window.
     *
     * @param record receives the phases, unless null
     */
    double run(RetrainingOrder newOrder, Lane lane, @Nullable List<Phase> record) {
        order = newOrder;
        double last = start();
        double time = 0;
        double value = 0;
        while (head < waiting.length) {
            int total = assign(bestLane(lane, last), lane);
            double length = length();
            if (time + length > grid.windowSeconds()) {
                total = assign(widest(lane), lane);
                length = length();
                if (time + length > grid.windowSeconds()
                        || rate.at(grid.quanta() - total) == Double.NEGATIVE_INFINITY) {
                    break;
                }
            }
            phases++;
            if (record != null) {
                record.add(phase(time));
            }
            value += length * rate.at(grid.quanta() - total);
            time += length;
            advance(length);
        }
        active = 0;
        if (record != null) {
            record.add(phase(time));
        }
        value += (grid.windowSeconds() - time) * rate.at(grid.quanta());
        value += grid.terminalSeconds() * finalAccuracies();
        for (int c : order.cameras()) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return value;
    }

    /** Queues all retrainings and returns the rate after all of them have ended. */
    private double start() {
        waiting = order.cameras().clone();
        left = new double[waiting.length];
        head = 0;
        rung = 0;
        for (int i = 0; i < left.length; i++) {
            left[i] = job(waiting[i]).gpuSeconds();
            rate.student(waiting[i], order.state()[waiting[i]]);
        }
        double last = rate.at(grid.quanta());
        for (int c : waiting) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return last;
    }

    /**
     * Returns the lane width that loses least per GPU-second of work; 0 if the floors leave
     * nothing.
     */
    private int bestLane(Lane lane, double last) {
        int widest = widest(lane);
        return rate.concave()
                ? localSearch(lane, last, widest)
                : exhaustiveSearch(lane, last, widest);
    }

    private int exhaustiveSearch(Lane lane, double last, int widest) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ladder.length && ladder[i] <= widest; i++) {
            double loss = loss(lane, last, ladder[i]);
            if (loss < least) {
                least = loss;
                best = ladder[i];
            }
        }
        return best;
    }

    /** Local search from the previous phase's lane width, as long as the loss decreases. */
    private int localSearch(Lane lane, double last, int widest) {
        if (widest == 0) {
            return 0;
        }
        while (rung > 0 && ladder[rung] > widest) {
            rung--;
        }
        double loss = loss(lane, last, ladder[rung]);
        for (int way = -1; way <= 1; way += 2) {
            while (rung + way >= 0 && rung + way < ladder.length && ladder[rung + way] <= widest) {
                double next = loss(lane, last, ladder[rung + way]);
                if (next >= loss && loss != Double.POSITIVE_INFINITY) {
                    break;
                }
                loss = next;
                rung += way;
            }
        }
        return loss == Double.POSITIVE_INFINITY ? 0 : ladder[rung];
    }

    private double loss(Lane lane, double last, int total) {
        double speed = total / (double) grid.perGpu();
        if (!linear) {
            assign(total, lane);
            speed = 0;
            for (int i = 0; i < active; i++) {
                speed += grid.camera(waiting[head + i]).speed(shares[i]);
            }
        }
        return (last + lane.urgency - rate.at(grid.quanta() - total)) / speed;
    }

    private int widest(Lane lane) {
        long usable = (long) (waiting.length - head) * grid.perGpu();
        return (int) Math.min(usable, Math.min(lane.most, grid.quanta()));
    }

    /**
     * Assigns the lane's quanta to the first jobs in the queue: a whole GPU each, or evenly to
     * several. Returns the quanta assigned.
     */
    private int assign(int total, Lane lane) {
        int perGpu = grid.perGpu();
        int needed = (total + perGpu - 1) / perGpu;
        int jobs = Math.min(waiting.length - head, Math.max(lane.sideBySide, needed));
        int rest = total;
        active = 0;
        while (active < jobs && rest > 0) {
            int even = (rest + jobs - active - 1) / (jobs - active);
            int share = Math.min(perGpu, lane.sideBySide == 1 ? rest : even);
            shares[active++] = share;
            rest -= share;
        }
        return total - rest;
    }

    /** Returns the seconds until the next job ends; infinite if nothing runs. */
    private double length() {
        double length = Double.MAX_VALUE;
        for (int i = 0; i < active; i++) {
            double speed = grid.camera(waiting[head + i]).speed(shares[i]);
            length = speed > 0 ? Math.min(length, left[head + i] / speed) : length;
        }
        return length;
    }

    /** Advances the time; unfinished jobs move to the new head of the queue. */
    private void advance(double length) {
        int free = head + active;
        for (int i = head + active - 1; i >= head; i--) {
            int camera = waiting[i];
            double rest = left[i] - length * grid.camera(camera).speed(shares[i - head]);
            if (rest <= Grid.TOLERANCE) {
                rate.student(camera, order.state()[camera]);
            } else {
                free--;
                waiting[free] = camera;
                left[free] = rest;
            }
        }
        head = free;
    }

    /** Returns the sum of accuracies at the end of the window; 0 if it is not needed. */
    private double finalAccuracies() {
        if (grid.terminalSeconds() == 0) {
            return 0;
        }
        double sum = 0;
        for (GridCamera camera : grid.cameras()) {
            sum += camera.accuracy();
        }
        for (int c : order.cameras()) {
            sum += gain(c);
        }
        for (int i = head; i < waiting.length; i++) {
            sum -= gain(waiting[i]);
        }
        return sum;
    }

    private double gain(int camera) {
        return job(camera).accuracy() - grid.camera(camera).accuracy();
    }

    private Phase phase(double time) {
        return new Phase(
                time,
                Arrays.copyOfRange(waiting, head, head + active),
                Arrays.copyOf(shares, active));
    }

    private RetrainingJob job(int camera) {
        return grid.camera(camera).worthwhile().get(order.state()[camera] - 1);
    }
}
