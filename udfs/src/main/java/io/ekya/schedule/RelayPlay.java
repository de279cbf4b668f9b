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
final class RelayPlay {

    private static final int FINE_LADDER = 40;
    private static final double COARSE_STEP = 1.08;

    private final Grid grid;
    private final InferenceRate rate;
    private final int[] ladder;
    private final boolean linear;
    private long phases;

    /**
     * How retrainings share the lane.
     *
     * @param sideBySide jobs at once, at least
     * @param urgency added to the loss, accuracy per second: the higher, the wider the lane
     * @param most quanta for all retrainings
     */
    record Lane(int sideBySide, double urgency, int most) {}

    /**
     * One phase: retrainings of {@code cameras} at {@code quanta}.
     *
     * @param ended cameras whose retraining ended where the phase begins
     */
    record Phase(double startSeconds, int[] ended, int[] cameras, int[] quanta) {}

    RelayPlay(Grid grid, InferenceRate rate) {
        this.grid = grid;
        this.rate = rate;
        this.ladder = ladder(grid.quanta(), grid.perGpu());
        this.linear =
                grid.problem().cameras().stream().allMatch(camera -> camera.speed().isEmpty());
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
    double play(Lineup lineup, Lane lane, @Nullable List<Phase> record) {
        double last = lastRate(lineup);
        double[] left = new double[lineup.order().length];
        for (int i = 0; i < left.length; i++) {
            left[i] = job(lineup, lineup.order()[i]).gpuSeconds();
        }
        int[] waiting = lineup.order().clone();
        int count = waiting.length;
        int[] shares = new int[count];
        int[] ended = {};
        double time = 0;
        double value = 0;
        while (count > 0) {
            int total = bestLane(lane, last, waiting, count, shares);
            double length = total == 0 ? Double.MAX_VALUE : length(waiting, left, count, shares);
            if (time + length > grid.windowSeconds()) {
                total = widest(lane, count);
                deal(total, lane, count, shares);
                length = total == 0 ? Double.MAX_VALUE : length(waiting, left, count, shares);
                if (time + length > grid.windowSeconds()
                        || rate.at(grid.quanta() - total) == Double.NEGATIVE_INFINITY) {
                    break;
                }
            }
            phases++;
            if (record != null) {
                record.add(phase(time, ended, waiting, count, shares));
            }
            value += length * rate.at(grid.quanta() - total);
            time += length;
            int before = count;
            count = advance(lineup, waiting, left, count, shares, length);
            ended = Arrays.copyOfRange(waiting, count, before);
        }
        if (record != null) {
            record.add(phase(time, ended, waiting, 0, shares));
        }
        value += (grid.windowSeconds() - time) * rate.at(grid.quanta());
        value += grid.terminalSeconds() * students(lineup, waiting, count);
        for (int c : lineup.order()) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return value;
    }

    private double lastRate(Lineup lineup) {
        for (int c : lineup.order()) {
            rate.student(c, lineup.state()[c]);
        }
        double last = rate.at(grid.quanta());
        for (int c : lineup.order()) {
            rate.student(c, InferenceRate.FIRST_STUDENT);
        }
        return last;
    }

    /** The lane that loses least per GPU-second of work; deals it out into {@code shares}. */
    private int bestLane(Lane lane, double last, int[] waiting, int count, int[] shares) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        int widest = widest(lane, count);
        for (int total : ladder) {
            if (total > widest) {
                break;
            }
            double speed = total / (double) grid.perGpu();
            if (!linear) {
                deal(total, lane, count, shares);
                speed = speed(waiting, count, shares);
            }
            double loss = (last + lane.urgency - rate.at(grid.quanta() - total)) / speed;
            if (loss < least || (loss == least && loss < 0)) {
                least = loss;
                best = total;
            }
        }
        deal(best, lane, count, shares);
        return best;
    }

    private int widest(Lane lane, int count) {
        long usable = (long) count * grid.perGpu();
        return (int) Math.min(usable, Math.min(lane.most, grid.quanta()));
    }

    /** Deals a lane to those first in line: whole GPUs in turn, or evenly to several at once. */
    private void deal(int total, Lane lane, int count, int[] shares) {
        int perGpu = grid.perGpu();
        int needed = (total + perGpu - 1) / perGpu;
        int jobs = Math.min(count, Math.max(lane.sideBySide, needed));
        Arrays.fill(shares, 0);
        int left = total;
        for (int i = 0; i < jobs; i++) {
            int share =
                    lane.sideBySide == 1
                            ? Math.min(perGpu, left)
                            : Math.min(perGpu, (left + jobs - i - 1) / (jobs - i));
            shares[i] = share;
            left -= share;
        }
    }

    private double speed(int[] waiting, int count, int[] shares) {
        double speed = 0;
        for (int i = 0; i < count && shares[i] > 0; i++) {
            speed += grid.camera(waiting[i]).speed(shares[i]);
        }
        return speed;
    }

    private double length(int[] waiting, double[] left, int count, int[] shares) {
        double length = Double.MAX_VALUE;
        for (int i = 0; i < count && shares[i] > 0; i++) {
            double speed = grid.camera(waiting[i]).speed(shares[i]);
            length = speed > 0 ? Math.min(length, left[i] / speed) : length;
        }
        return length;
    }

    /** Lets time pass; those that end go behind the ones that still wait. */
    private int advance(
            Lineup lineup, int[] waiting, double[] left, int count, int[] shares, double length) {
        int[] ended = new int[count];
        int ends = 0;
        int stays = 0;
        for (int i = 0; i < count; i++) {
            int camera = waiting[i];
            double rest =
                    left[i] - (shares[i] > 0 ? length * grid.camera(camera).speed(shares[i]) : 0);
            if (rest <= Grid.TOLERANCE) {
                ended[ends++] = camera;
                rate.student(camera, lineup.state()[camera]);
            } else {
                waiting[stays] = camera;
                left[stays++] = rest;
            }
        }
        System.arraycopy(ended, 0, waiting, stays, ends);
        return stays;
    }

    private double students(Lineup lineup, int[] waiting, int count) {
        if (grid.terminalSeconds() == 0) {
            return 0;
        }
        double sum = 0;
        for (GridCamera camera : grid.cameras()) {
            sum += camera.accuracy();
        }
        boolean[] unfinished = new boolean[grid.size()];
        for (int i = 0; i < count; i++) {
            unfinished[waiting[i]] = true;
        }
        for (int c : lineup.order()) {
            sum += unfinished[c] ? 0 : job(lineup, c).accuracy() - grid.camera(c).accuracy();
        }
        return sum;
    }

    private static Phase phase(double time, int[] ended, int[] waiting, int count, int[] shares) {
        int active = 0;
        while (active < count && shares[active] > 0) {
            active++;
        }
        return new Phase(
                time, ended, Arrays.copyOf(waiting, active), Arrays.copyOf(shares, active));
    }

    private Job job(Lineup lineup, int camera) {
        return grid.camera(camera).worthwhile().get(lineup.state()[camera] - 1);
    }
}
