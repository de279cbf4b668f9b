package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import java.util.stream.IntStream;

/** A student's answers to labelled crops, mini-batch by mini-batch. */
final class Evaluation {
    private static final int BATCH = 32;

    private final Classifier student;
    private final LabelledCrops crops;
    private final int[] answers;
    private int done;

    Evaluation(Classifier student, LabelledCrops crops) {
        this.student = student;
        this.crops = crops;
        this.answers = new int[crops.count()];
    }

    /** How many crops the next mini-batch has. */
    int next() {
        return Math.min(BATCH, answers.length - done);
    }

    /** Runs one mini-batch. False where all are answered. */
    boolean step() {
        int n = next();
        if (n > 0) {
            LabelledCrops batch = crops.select(IntStream.range(done, done + n).toArray());
            System.arraycopy(student.classify(batch.crops()), 0, answers, done, n);
            done += n;
        }
        return done < answers.length;
    }

    int count() {
        return answers.length;
    }

    int[] answers() {
        return answers;
    }

    /** Share of right answers, 0 where there are no crops. */
    double accuracy() {
        int[] labels = crops.labels();
        long right = IntStream.range(0, done).filter(i -> answers[i] == labels[i]).count();
        return done == 0 ? 0 : (double) right / done;
    }
}
