/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Local search for the best retraining order and lane: starts from the exact plan and from choices
 * at several prices of GPU time, then changes one camera or swaps one pair of neighbours at a time.
 * Deterministic; stops after a fixed amount of work.
 */
final class RelaySearch {

    private static final int PRICES = 16;
    private static final double CHEAPEST = 1.0 / 64;

    private static final int MOST_SIDE_BY_SIDE = 8;
    private static final int URGENCIES = 6;
    private static final double LEAST_URGENCY = 0.02;

    private final Grid grid;
    private final RelaySimulation simulation;
    private final long mostPhases;
    private RelaySimulation.Lane lane;
    private RetrainingOrder best;
    private double bestValue;

    /**
     * @param mostPhases phases to simulate before the search stops
     */
    RelaySearch(Grid grid, InferenceRate rate, List<CameraStep> exact, long mostPhases) {
        this.grid = grid;
        this.simulation = new RelaySimulation(grid, rate);
        this.mostPhases = mostPhases;
        this.lane = new RelaySimulation.Lane(1, 0, grid.quanta());
        this.best = RetrainingOrder.smith(grid, states(exact));
        this.bestValue = simulation.run(best, lane, null);
    }

    private int[] states(List<CameraStep> steps) {
        int[] states = new int[grid.size()];
        for (int c = 0; c < states.length; c++) {
            RetrainingJob job = steps.get(c).job();
            states[c] = job == null ? 0 : 1 + grid.camera(c).worthwhile().indexOf(job);
        }
        return states;
    }

    /** Returns the steps of the best plan found, with inference shares still unset. */
    List<Step> steps() {
        tryPrices();
        double before = Double.NEGATIVE_INFINITY;
        while (bestValue > before) {
            before = bestValue;
            tuneLane();
            changeCameras();
            swapNeighbours();
        }
        return bestSteps();
    }

    /** Lets all cameras choose a retraining at the same price of GPU time. */
    private void tryPrices() {
        double price = CHEAPEST / grid.windowSeconds();
        for (int i = 0; i < PRICES; i++, price *= 2) {
            int[] states = new int[grid.size()];
            for (int c = 0; c < states.length; c++) {
                states[c] = choice(grid.camera(c), price);
            }
            consider(RetrainingOrder.smith(grid, states), lane);
        }
    }

    private static int choice(GridCamera camera, double price) {
        int choice = 0;
        double most = 0;
        for (int j = 0; j < camera.worthwhile().size(); j++) {
            RetrainingJob job = camera.worthwhile().get(j);
            double netGain = job.accuracy() - camera.accuracy() - price * job.gpuSeconds();
            if (netGain > most) {
                most = netGain;
                choice = j + 1;
            }
        }
        return choice;
    }

    private void tuneLane() {
        for (int jobs = 1; jobs <= Math.min(MOST_SIDE_BY_SIDE, best.cameras().length); jobs++) {
            consider(best, new RelaySimulation.Lane(jobs, lane.urgency(), lane.most()));
        }
        double step = Math.max(LEAST_URGENCY, grid.size() * LEAST_URGENCY);
        for (int k = 0; k < URGENCIES; k++) {
            double urgency = k == 0 ? 0 : step * (1 << (k - 1));
            consider(best, new RelaySimulation.Lane(lane.sideBySide(), urgency, lane.most()));
        }
        for (int most = grid.perGpu(); most < grid.quanta(); most += grid.perGpu()) {
            consider(best, new RelaySimulation.Lane(lane.sideBySide(), lane.urgency(), most));
        }
        consider(best, new RelaySimulation.Lane(lane.sideBySide(), lane.urgency(), grid.quanta()));
    }

    private void changeCameras() {
        for (int c = 0; c < grid.size() && !budgetUsed(); c++) {
            for (int s = 0; s <= grid.camera(c).worthwhile().size(); s++) {
                if (s != best.state()[c]) {
                    consider(best.with(grid, c, s), lane);
                }
            }
        }
    }

    private void swapNeighbours() {
        for (int place = 0; place + 1 < best.cameras().length && !budgetUsed(); place++) {
            consider(best.swapped(place), lane);
        }
    }

    private void consider(RetrainingOrder order, RelaySimulation.Lane candidateLane) {
        if (budgetUsed()) {
            return;
        }
        double value = simulation.run(order, candidateLane, null);
        if (value > bestValue + 1e-9 * Math.abs(bestValue)) {
            best = order;
            lane = candidateLane;
            bestValue = value;
        }
    }

    private boolean budgetUsed() {
        return simulation.phases() >= mostPhases;
    }

    private List<Step> bestSteps() {
        List<RelaySimulation.Phase> phases = new ArrayList<>();
        simulation.run(best, lane, phases);
        List<Step> steps = new ArrayList<>(phases.size());
        for (RelaySimulation.Phase phase : phases) {
            CameraStep[] cameras = new CameraStep[grid.size()];
            Arrays.fill(cameras, CameraStep.idle(0));
            for (int i = 0; i < phase.cameras().length; i++) {
                int c = phase.cameras()[i];
                RetrainingJob job = grid.camera(c).worthwhile().get(best.state()[c] - 1);
                cameras[c] = new CameraStep(0, job, phase.quanta()[i]);
            }
            steps.add(new Step(phase.startSeconds(), List.of(cameras)));
        }
        return steps;
    }
}
