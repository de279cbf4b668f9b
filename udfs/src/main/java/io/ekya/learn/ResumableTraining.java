package io.ekya.learn;

/** A training that another process can go on with, from between any two mini-batches. */
public interface ResumableTraining extends Training {

    /**
     * All that changes while it trains: weights, momentum, what was done. {@link DjlLearner#resume}
     * goes on from it with the same mini-batches, and on a processor ends with the same bytes.
     */
    byte[] checkpoint();
}
