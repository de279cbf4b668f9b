/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import java.util.stream.IntStream;

/** Predicts labelled crops with a student, mini-batch by mini-batch. */
final class Evaluation {
    private static final int BATCH = 32;

    private final Classifier student;
    private final LabelledCrops crops;
    private final int[] predictions;
    private int done;

    Evaluation(Classifier student, LabelledCrops crops) {
        this.student = student;
        this.crops = crops;
        this.predictions = new int[crops.count()];
    }

    /** Returns the number of crops of the next mini-batch. */
    int nextBatch() {
        return Math.min(BATCH, predictions.length - done);
    }

    /** Runs one mini-batch. Returns false once all crops are predicted. */
    boolean step() {
        int n = nextBatch();
        if (n > 0) {
            LabelledCrops batch = crops.select(IntStream.range(done, done + n).toArray());
            System.arraycopy(student.classify(batch.crops()), 0, predictions, done, n);
            done += n;
        }
        return done < predictions.length;
    }

    int count() {
        return predictions.length;
    }

    int[] predictions() {
        return predictions;
    }

    /**
     * Returns the fraction of correct predictions so far, 0..1; there has to be at least one crop.
     */
    double accuracy() {
        int[] labels = crops.labels();
        long correct = IntStream.range(0, done).filter(i -> predictions[i] == labels[i]).count();
        return (double) correct / done;
    }
}
