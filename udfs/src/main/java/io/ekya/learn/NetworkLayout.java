/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.learn.Layer.Conv;
import io.ekya.learn.Layer.Residual;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of an {@link Architecture} as plain data. Both the size of a model file and the
 * network are derived from it, so they cannot disagree.
 *
 * <p>Parameters are stored in this order: for each convolution weights [out, in / groups, k, k],
 * batch-normalisation scale, shift, running mean, running variance [out each]; then hidden weights
 * [units, channels], hidden bias [units], output weights [classes, units], output bias [classes].
 *
 * @param blocks units of freezing, from the input
 * @param channels channels of the last block, the size of the pooled vector
 * @param units units of the last hidden layer
 */
record NetworkLayout(List<List<Layer>> blocks, int channels, int units) {

    /** Parameter arrays of the head: weights and bias of two layers. */
    static final int HEAD_ARRAYS = 4;

    static NetworkLayout of(Architecture a) {
        List<List<Layer>> blocks =
                switch (a.kind()) {
                    case "mobilenet" -> mobilenet(a.width());
                    case "teacher" -> resnet(a.width(), 4, 2);
                    default -> resnet(a.width(), 3, 1);
                };
        List<Layer> last = blocks.get(blocks.size() - 1);
        return new NetworkLayout(blocks, last.get(last.size() - 1).out(), a.lastLayerUnits());
    }

    /** A thin ResNet for small images (He et al., CVPR '16, section 4.2). */
    private static List<List<Layer>> resnet(int width, int stages, int blocksPerStage) {
        List<List<Layer>> blocks = new ArrayList<>();
        blocks.add(List.of(new Conv(3, width, 3, 1, 1, true)));
        int in = width;
        for (int s = 0; s < stages; s++) {
            List<Layer> stage = new ArrayList<>();
            int out = width << s;
            for (int b = 0; b < blocksPerStage; b++) {
                stage.add(basic(in, out, s > 0 && b == 0 ? 2 : 1));
                in = out;
            }
            blocks.add(List.copyOf(stage));
        }
        return List.copyOf(blocks);
    }

    private static Residual basic(int in, int out, int stride) {
        @Nullable Conv shortcut =
                in == out && stride == 1 ? null : new Conv(in, out, 1, stride, 1, false);
        return new Residual(
                List.of(new Conv(in, out, 3, stride, 1, true), new Conv(out, out, 3, 1, 1, false)),
                shortcut,
                true);
    }

    /** Inverted residuals of expansion 4 (Sandler et al., CVPR '18, section 3), ReLU throughout. */
    private static List<List<Layer>> mobilenet(int w) {
        return List.of(
                List.of(new Conv(3, w, 3, 1, 1, true)),
                inverted(w, w, 1, 1),
                inverted(w, 2 * w, 2, 2),
                withLast(inverted(2 * w, 4 * w, 2, 2), new Conv(4 * w, 8 * w, 1, 1, 1, true)));
    }

    private static List<Layer> withLast(List<Layer> layers, Layer last) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(last);
        return List.copyOf(all);
    }

    private static List<Layer> inverted(int in, int out, int stride, int count) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i == 0 ? in : out;
            int s = i == 0 ? stride : 1;
            List<Conv> body =
                    List.of(
                            new Conv(from, 4 * from, 1, 1, 1, true),
                            new Conv(4 * from, 4 * from, 3, s, 4 * from, true),
                            new Conv(4 * from, out, 1, 1, 1, false));
            if (from == out && s == 1) {
                layers.add(new Residual(body, null, false));
            } else {
                layers.addAll(body);
            }
        }
        return List.copyOf(layers);
    }

    /** Returns all convolutions in the order of their parameters. */
    List<Conv> convolutions() {
        return blocks.stream()
                .flatMap(List::stream)
                .flatMap(layer -> layer.convolutions().stream())
                .toList();
    }

    /** Returns the length of each parameter array, in order. */
    int[] parameterSizes() {
        List<Integer> sizes = new ArrayList<>();
        for (Conv c : convolutions()) {
            sizes.addAll(List.of(c.weights(), c.out(), c.out(), c.out(), c.out()));
        }
        int classes = ObjectClass.COUNT;
        sizes.addAll(List.of(units * channels, units, classes * units, classes));
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
