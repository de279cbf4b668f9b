package io.ekya.bench.simulate;

/** Someone who can be judged by playing a trace: a policy, or an alternative to scheduling. */
public interface Contender {

    /** As on the command line. */
    String name();

    /** Plays all windows. */
    PlayedTrace play(Trace trace, SimulationSetting setting);
}
