/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.testing;

import io.ekya.learn.Architecture;
import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A minimal learner: a student has one brightness per class and predicts the class with the nearest
 * brightness. The number of frozen blocks selects special behaviour: {@link #HARMFUL} unlearns
 * classes, {@link #BREAKING} throws an exception in the second mini-batch, {@link #FATAL} throws an
 * error there, and {@link #LATE} learns buses in the last quarter only.
 */
public final class ToyLearner implements Learner {
    public static final int HARMFUL = 90;
    public static final int BREAKING = 91;
    public static final int LATE = 92;
    public static final int FATAL = 93;
    public static final Architecture ARCHITECTURE = new Architecture("resnet", 4, 16, 1);

    private static final int BUS = ObjectClass.BUS.index();
    private static final int MAGIC = 0x70797410;

    private final long spinNanos;

    /** Creates a learner whose mini-batches take the given CPU time. */
    public ToyLearner(long spinNanos) {
        this.spinNanos = spinNanos;
    }

    /** Returns a student that predicts person for every crop. */
    public static ModelFile base() {
        float[] means = new float[ObjectClass.COUNT];
        Arrays.fill(means, 1_000);
        means[0] = 0;
        return file(means);
    }

    public static ModelFile read(byte[] bytes) {
        if (bytes.length != 4 + 4 * ObjectClass.COUNT || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new IllegalArgumentException("not a toy student");
        }
        return new ModelFile(ARCHITECTURE, bytes);
    }

    private static ModelFile file(float[] means) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * means.length).putInt(MAGIC);
        for (float mean : means) {
            buffer.putFloat(mean);
        }
        return new ModelFile(ARCHITECTURE, buffer.array());
    }

    private static float[] means(ModelFile file) {
        float[] means = new float[ObjectClass.COUNT];
        ByteBuffer.wrap(file.bytes(), 4, 4 * means.length).asFloatBuffer().get(means);
        return means;
    }

    @Override
    public Classifier open(ModelFile model) {
        return new ToyClassifier(means(model));
    }

    @Override
    public Training train(
            ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed) {
        return new ToyTraining(means(start), data, configuration);
    }

    private static float brightness(Crops crops, int i) {
        int size = 3 * crops.side() * crops.side();
        long sum = 0;
        for (int b = i * size; b < (i + 1) * size; b++) {
            sum += crops.bgr()[b] & 0xff;
        }
        return (float) sum / size;
    }

    private record ToyClassifier(float[] means) implements Classifier {
        @Override
        public int[] classify(Crops crops) {
            int[] classes = new int[crops.count()];
            for (int i = 0; i < classes.length; i++) {
                float brightness = brightness(crops, i);
                for (int c = 1; c < means.length; c++) {
                    if (Math.abs(means[c] - brightness)
                            < Math.abs(means[classes[i]] - brightness)) {
                        classes[i] = c;
                    }
                }
            }
            return classes;
        }

        @Override
        public float[][] probabilities(Crops crops) {
            return features(crops);
        }

        @Override
        public float[][] features(Crops crops) {
            float[][] features = new float[crops.count()][1];
            for (int i = 0; i < features.length; i++) {
                features[i][0] = brightness(crops, i);
            }
            return features;
        }

        @Override
        public void close() {}
    }

    private final class ToyTraining implements Training {
        private final float[] means;
        private final LabelledCrops data;
        private final RetrainingConfiguration configuration;
        private final int stepsPerEpoch;
        private int steps;

        ToyTraining(float[] means, LabelledCrops data, RetrainingConfiguration configuration) {
            this.means = means;
            this.data = data;
            this.configuration = configuration;
            this.stepsPerEpoch =
                    (data.count() + configuration.batchSize() - 1) / configuration.batchSize();
        }

        @Override
        public boolean step() {
            if (steps == stepsTotal()) {
                return false;
            }
            if (configuration.frozenBlocks() == BREAKING && steps == 1) {
                throw new IllegalStateException("the toy broke");
            }
            if (configuration.frozenBlocks() == FATAL && steps == 1) {
                throw new LinkageError("the toy cannot be linked");
            }
            int from = steps % stepsPerEpoch * configuration.batchSize();
            int to = Math.min(data.count(), from + configuration.batchSize());
            for (int i = from; i < to; i++) {
                learn(data.labels()[i], brightness(data.crops(), i));
            }
            spin();
            steps++;
            return true;
        }

        private void learn(int label, float brightness) {
            if (configuration.frozenBlocks() == HARMFUL) {
                means[label] = 1_000;
                return;
            }
            boolean early = 4 * steps < 3 * stepsTotal();
            if (configuration.frozenBlocks() == LATE && early && label == BUS) {
                return;
            }
            means[label] =
                    means[label] > 500 ? brightness : 0.7f * means[label] + 0.3f * brightness;
        }

        private void spin() {
            long end = System.nanoTime() + spinNanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        @Override
        public int epochsDone() {
            return steps / stepsPerEpoch;
        }

        @Override
        public int stepsDone() {
            return steps;
        }

        @Override
        public int stepsTotal() {
            return stepsPerEpoch * configuration.epochs();
        }

        @Override
        public double lastLoss() {
            return Double.NaN;
        }

        @Override
        public Classifier current() {
            return new ToyClassifier(means);
        }

        @Override
        public ModelFile snapshot() {
            return file(means.clone());
        }

        @Override
        public void close() {}
    }
}
