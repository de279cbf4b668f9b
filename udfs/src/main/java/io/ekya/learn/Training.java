package io.ekya.learn;

/**
 * A training that runs mini-batch by mini-batch, so that a share governor can stand between any
 * two. Holds native memory. Used by one thread at a time.
 */
public interface Training extends AutoCloseable {

    /** Runs one mini-batch. False where the last has been run before; then it does nothing. */
    boolean step();

    /** Epochs that are complete. */
    int epochsDone();

    /** Mini-batches run, and in all. */
    int stepsDone();

    int stepsTotal();

    /** Mean loss over the crops of the last complete epoch, NaN before the first. */
    double lastLoss();

    /** The student as it is now: classifies with the weights of this moment; closed with this. */
    Classifier current();

    /** The student as it is now, as a model file. */
    ModelFile snapshot();

    @Override
    void close();
}
