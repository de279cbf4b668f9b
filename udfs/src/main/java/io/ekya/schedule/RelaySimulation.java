package io.ekya.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays a line-up through the window: retrainings follow each other on the training lane, in every
 * phase inference gets the rest.
 *
 * <p>With one lane and a given order, the phases are worth {@code sum of length x (rate - last
 * rate) + window x last rate}, and a phase's length is its work over its share. So each phase's
 * best lane is the one that loses least for each GPU-second of work: {@code (last rate - rate) /
 * speed}; the phases do not depend on each other. With several lanes the same rule is a good guess.
 */
final class RelaySimulation {

    private static final int FINE_LADDER = 40;
    private static final double COARSE_STEP = 1.08;

    private final Grid grid;
    private final InferenceRate rate;
    private final int[] ladder;
    private final boolean linear;

    private RetrainingOrder lineup;
    private int[] waiting;
    private double[] left;
    private int[] shares;
    private int head;
    private int active;
    private int rung;
    private long phases;

    /**
     * How retrainings share the lane.
     *
     * @param sideBySide jobs at once, at least
     * @param urgency added to the loss, accuracy per second: the higher, the wider the lane
     * @param most quanta for all retrainings
     */
    record Lane(int sideBySide, double urgency, int most) {}

    /** One phase: the retrainings of {@code cameras}, at {@code quanta}. */
    record Phase(double startSeconds, int[] cameras, int[] quanta) {}

    RelaySimulation(Grid grid, InferenceRate rate) {
        this.grid = grid;
        this.rate = rate;
        this.ladder = ladder(grid.quanta(), grid.perGpu());
        this.linear =
                grid.problem().cameras().stream().allMatch(camera -> camera.speed().isEmpty());
        this.lineup = new RetrainingOrder(new int[0], new int[grid.size()]);
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

    /** Phases played so far: the work done. */
    long phases() {
        return phases;
    }

    /**
     * Accuracy-seconds of all cameras, with what students are worth beyond the window.
     *
     * @param record where the phases go, if wanted
     */
    double play(RetrainingOrder played, Lane lane, @Nullable List<Phase> record) {
        lineup = played;
        double last = start();
        double time = 0;
        double value = 0;
        while (head < waiting.length) {
            int total = deal(bestLane(lane, last), lane);
            double length = length();
            if (time + length > grid.windowSeconds()) {
                total = deal(widest(lane), lane);
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
        value += grid.terminalSeconds() * students();
        for (int c : lineup.order()) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return value;
    }

    /** Puts everybody in line; the rate when all of them will have ended. */
    private double start() {
        waiting = lineup.order().clone();
        left = new double[waiting.length];
        head = 0;
        rung = 0;
        for (int i = 0; i < left.length; i++) {
            left[i] = job(waiting[i]).gpuSeconds();
            rate.student(waiting[i], lineup.state()[waiting[i]]);
        }
        double last = rate.at(grid.quanta());
        for (int c : waiting) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return last;
    }

    /** The lane that loses least per GPU-second of work; 0 if floors leave none. */
    private int bestLane(Lane lane, double last) {
        int widest = widest(lane);
        return rate.concave() ? downhill(lane, last, widest) : everywhere(lane, last, widest);
    }

    private int everywhere(Lane lane, double last, int widest) {
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

    /** From the last phase's lane to narrower or wider ones, as long as the loss falls. */
    private int downhill(Lane lane, double last, int widest) {
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
            deal(total, lane);
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

    /** Deals a lane to those first in line: whole GPUs in turn, or evenly to several at once. */
    private int deal(int total, Lane lane) {
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

    /** Seconds to the next end; without end if nothing runs. */
    private double length() {
        double length = Double.MAX_VALUE;
        for (int i = 0; i < active; i++) {
            double speed = grid.camera(waiting[head + i]).speed(shares[i]);
            length = speed > 0 ? Math.min(length, left[head + i] / speed) : length;
        }
        return length;
    }

    /** Lets time pass; those that still run move up behind the new head of the line. */
    private void advance(double length) {
        int free = head + active;
        for (int i = head + active - 1; i >= head; i--) {
            int camera = waiting[i];
            double rest = left[i] - length * grid.camera(camera).speed(shares[i - head]);
            if (rest <= Grid.TOLERANCE) {
                rate.student(camera, lineup.state()[camera]);
            } else {
                free--;
                waiting[free] = camera;
                left[free] = rest;
            }
        }
        head = free;
    }

    private double students() {
        if (grid.terminalSeconds() == 0) {
            return 0;
        }
        double sum = 0;
        for (GridCamera camera : grid.cameras()) {
            sum += camera.accuracy();
        }
        for (int c : lineup.order()) {
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
        return grid.camera(camera).worthwhile().get(lineup.state()[camera] - 1);
    }
}
