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
 * Models that read the class off a crop's blue: the teacher always, a student up to the class that
 * its file names; beyond that it says class 0. The device is always free.
 *
 * @param folder for fetched students
 */
public record ToyModels(String folder) implements Models {
    private static final long serialVersionUID = 1L;
    private static final Architecture SHAPE = new Architecture("resnet", 16, 32, 64);

    /** Students that are open and not yet closed, in this JVM. */
    public static final AtomicInteger OPEN = new AtomicInteger();

    /** A student that knows the classes below a number. */
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
                throw new UnsupportedOperationException("the job trains nothing");
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

    /** Reads classes below a number off the blue in a crop's middle. */
    private record ByBlue(int known) implements Classifier {
        @Override
        public int[] classify(Crops crops) {
            int[] classes = new int[crops.count()];
            int bytes = 3 * crops.side() * crops.side();
            int middle = 3 * (crops.side() * (crops.side() / 2) + crops.side() / 2);
            for (int i = 0; i < classes.length; i++) {
                int blue = crops.bgr()[i * bytes + middle] & 0xff;
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

    /** A share that never waits; busy is elapsed time. */
    public static final class FreeShare implements DeviceShare {
        private double share;
        private long busy;

        public FreeShare(double share) {
            this.share = share;
        }

        @Override
        public void resize(double next) {
            share = next;
        }

        @Override
        public long nanosUntilReady() {
            return 0;
        }

        @Override
        public <T> T run(Supplier<T> miniBatch) {
            long began = System.nanoTime();
            T answer = miniBatch.get();
            busy += System.nanoTime() - began;
            return answer;
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
