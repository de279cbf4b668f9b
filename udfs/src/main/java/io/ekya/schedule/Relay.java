package io.ekya.schedule;

/** The exact plan, until the relay is built on it. */
final class Relay implements Policy {
    @Override
    public String name() {
        return "relay";
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        return PlanWriter.write(name(), grid, Exact.steps(grid));
    }
}
