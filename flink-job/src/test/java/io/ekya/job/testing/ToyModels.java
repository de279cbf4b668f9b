/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.device.DeviceShare;
import io.ekya.device.ShareGovernor;
import io.ekya.job.models.Models;
import io.ekya.label.Teacher;
import io.ekya.learn.Architecture;
import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Models that derive the class from the blue value of a crop. The teacher recognises all classes, a
 * student only those below the number in its file; it predicts class 0 for others. Shares are not
 * enforced.
 *
 * @param folder cache of students
 */
public record ToyModels(String folder) implements Models {
    private static final long serialVersionUID = 1L;
    private static final Architecture SHAPE = new Architecture("resnet", 16, 32, 64);

    /** Number of open students in this JVM. */
    public static final AtomicInteger OPEN = new AtomicInteger();

    /** Returns a student that recognises the classes below a number. */
    public static ModelFile studentKnowing(int classes) {
        return new ModelFile(SHAPE, new byte[] {(byte) classes});
    }

    @Override
    public ModelFile baseStudent() {
        return studentKnowing(3);
    }

    @Override
    public Path cache() {
        return Path.of(folder);
    }

    @Override
    public Learner learner() {
        return new Learner() {
            @Override
            public Classifier open(ModelFile model) {
                OPEN.incrementAndGet();
                return new ByBlue(model.bytes()[0]);
            }

            @Override
            public Training train(
                    ModelFile start,
                    LabelledCrops data,
                    RetrainingConfiguration configuration,
                    long seed) {
                throw new UnsupportedOperationException("the job does not train");
            }
        };
    }

    @Override
    public Teacher teacher() {
        return new Teacher() {
            @Override
            public boolean needsFrame() {
                return false;
            }

            @Override
            public int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame) {
                return new ByBlue(100).classify(crops);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public ShareGovernor governor() {
        return (job, share) -> new FreeShare(share);
    }

    /** Recognises classes below a number by the blue value of the centre pixel. */
    private record ByBlue(int known) implements Classifier {
        @Override
        public int[] classify(Crops crops) {
            int[] classes = new int[crops.count()];
            int bytes = 3 * crops.side() * crops.side();
            int centre = 3 * (crops.side() * (crops.side() / 2) + crops.side() / 2);
            for (int i = 0; i < classes.length; i++) {
                int blue = crops.bgr()[i * bytes + centre] & 0xff;
                int seen = Math.round((float) blue / PlainStreet.SHADE);
                classes[i] = seen < known ? seen : 0;
            }
            return classes;
        }

        @Override
        public float[][] probabilities(Crops crops) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[][] features(Crops crops) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    /** A share that never waits; its busy time is the elapsed time. */
    public static final class FreeShare implements DeviceShare {
        private double share;
        private long busy;

        public FreeShare(double share) {
            this.share = share;
        }

        @Override
        public void resize(double newShare) {
            share = newShare;
        }

        @Override
        public long nanosUntilReady() {
            return 0;
        }

        @Override
        public <T> T run(Supplier<T> miniBatch) {
            long start = System.nanoTime();
            T result = miniBatch.get();
            busy += System.nanoTime() - start;
            return result;
        }

        @Override
        public <T> @Nullable T tryRun(Supplier<T> miniBatch) {
            return share > 0 ? run(miniBatch) : null;
        }

        @Override
        public double requested() {
            return share;
        }

        @Override
        public long busyNanos() {
            return busy;
        }

        @Override
        public void close() {}
    }
}
