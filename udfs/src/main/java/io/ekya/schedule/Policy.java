package io.ekya.schedule;

/** Decides who is retrained with what and who gets which share. Pure and deterministic. */
public interface Policy {

    /** Its name as in a configuration, such as {@code thief} or {@code uniform(all-5ep,0.5)}. */
    String name();

    /** Whether it ever retrains with this configuration; others need no micro-profile. */
    default boolean mayUse(String retraining) {
        return true;
    }

    /** The best plan this policy knows. */
    Plan plan(SchedulingProblem problem);
}
