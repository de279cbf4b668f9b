/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * Algorithm 1 of the paper on the grid. Jobs are numbered in camera order: a camera's inference,
 * then its retraining if it has any option.
 */
final class ThiefSearch {

    /** Gains below this are rounding errors. */
    private static final double LEAST_GAIN = 1e-9;

    private final Grid grid;
    private final FreedShare freed;
    private final int[] cameraOf;
    private final boolean[] trains;
    private final int[] quanta;
    private final ConfigurationChoice[] choices;
    private double value;

    ThiefSearch(Grid grid, FreedShare freed) {
        this.grid = grid;
        this.freed = freed;
        int count = 0;
        for (GridCamera camera : grid.cameras()) {
            count += camera.jobs().isEmpty() ? 1 : 2;
        }
        this.cameraOf = new int[count];
        this.trains = new boolean[count];
        this.choices = new ConfigurationChoice[grid.size()];
        int job = 0;
        for (int c = 0; c < grid.size(); c++) {
            cameraOf[job++] = c;
            if (!grid.camera(c).jobs().isEmpty()) {
                trains[job] = true;
                cameraOf[job++] = c;
            }
        }
        this.quanta = count == 0 ? new int[0] : EvenSplit.equal(grid.quanta(), count);
        capRetrainings();
        for (int j = 0; j < count; j++) {
            choices[cameraOf[j]] = choice(j);
        }
        this.value = total(choices);
    }

    /** Caps retrainings at one GPU; the surplus goes to the camera's inference. */
    private void capRetrainings() {
        for (int j = 0; j < quanta.length; j++) {
            int over = trains[j] ? quanta[j] - grid.perGpu() : 0;
            if (over > 0) {
                quanta[j] -= over;
                quanta[j - 1] += over;
            }
        }
    }

    /** Returns equal shares with the configurations chosen for them. */
    List<CameraStep> equalShares() {
        return steps();
    }

    /**
     * Steals {@code delta} quanta per theft, pair by pair, as long as it helps, and returns the
     * result.
     */
    List<CameraStep> stealRepeatedly(int delta) {
        for (int thief = 0; thief < quanta.length; thief++) {
            for (int victim = 0; victim < quanta.length; victim++) {
                while (thief != victim
                        && steal(thief, victim, Math.min(delta, most(thief, victim)))) {
                    // repeat while it helps
                }
            }
        }
        return steps();
    }

    /**
     * Tries all multiples of {@code delta} for each pair, takes the best, and returns the result.
     */
    List<CameraStep> stealBestAmounts(int delta) {
        for (int thief = 0; thief < quanta.length; thief++) {
            for (int victim = 0; victim < quanta.length; victim++) {
                if (thief != victim) {
                    stealBest(thief, victim, delta);
                }
            }
        }
        return steps();
    }

    private void stealBest(int thief, int victim, int delta) {
        int most = most(thief, victim);
        int best = 0;
        double bestValue = value + LEAST_GAIN;
        for (int amount = Math.min(delta, most); amount > best; ) {
            Move move = new Move(thief, victim, amount);
            if (move.value > bestValue) {
                bestValue = move.value;
                best = amount;
            }
            move.undo();
            if (amount == most) {
                break;
            }
            amount = Math.min(amount + delta, most);
        }
        steal(thief, victim, best);
    }

    private int most(int thief, int victim) {
        int room = trains[thief] ? grid.perGpu() - quanta[thief] : Integer.MAX_VALUE;
        return Math.min(quanta[victim], room);
    }

    /** Tries one theft and reverts it if it does not help. Returns whether it was kept. */
    private boolean steal(int thief, int victim, int amount) {
        if (amount == 0) {
            return false;
        }
        Move move = new Move(thief, victim, amount);
        if (move.value > value + LEAST_GAIN) {
            value = move.value;
            return true;
        }
        move.undo();
        return false;
    }

    /** A theft that has been applied, with the state needed to undo it. */
    private final class Move {
        private final int thief;
        private final int victim;
        private final int amount;
        private final ConfigurationChoice oldThiefChoice;
        private final ConfigurationChoice oldVictimChoice;
        private final double value;

        Move(int thief, int victim, int amount) {
            this.thief = thief;
            this.victim = victim;
            this.amount = amount;
            int a = cameraOf[thief];
            int b = cameraOf[victim];
            this.oldThiefChoice = choices[a];
            this.oldVictimChoice = choices[b];
            quanta[thief] += amount;
            quanta[victim] -= amount;
            choices[a] = choice(thief);
            choices[b] = a == b ? choices[a] : choice(victim);
            this.value =
                    freed == FreedShare.IDLE
                            ? changed(a, b, oldThiefChoice, oldVictimChoice)
                            : total(choices);
        }

        void undo() {
            quanta[thief] -= amount;
            quanta[victim] += amount;
            choices[cameraOf[thief]] = oldThiefChoice;
            choices[cameraOf[victim]] = oldVictimChoice;
        }
    }

    private double changed(
            int a, int b, ConfigurationChoice oldThiefChoice, ConfigurationChoice oldVictimChoice) {
        double gain = choices[a].accuracySeconds() - oldThiefChoice.accuracySeconds();
        return a == b
                ? value + gain
                : value + gain + choices[b].accuracySeconds() - oldVictimChoice.accuracySeconds();
    }

    private double total(ConfigurationChoice[] all) {
        if (freed == FreedShare.IDLE) {
            return Arrays.stream(all).mapToDouble(ConfigurationChoice::accuracySeconds).sum();
        }
        double seconds = grid.size() * grid.windowSeconds();
        return seconds * Estimate.of(grid, ParallelLanes.steps(grid, steps(), freed)).objective();
    }

    private ConfigurationChoice choice(int job) {
        int inference = trains[job] ? job - 1 : job;
        boolean training = inference + 1 < quanta.length && trains[inference + 1];
        return ConfigurationChoice.at(
                grid,
                grid.camera(cameraOf[job]),
                quanta[inference],
                training ? quanta[inference + 1] : 0);
    }

    private List<CameraStep> steps() {
        return Arrays.stream(choices).map(ConfigurationChoice::step).toList();
    }
}
