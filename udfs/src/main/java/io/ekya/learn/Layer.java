/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a block in a {@link NetworkLayout}, as plain data. */
sealed interface Layer {

    /** Returns the number of output channels. */
    int out();

    /** Returns the convolutions in the order in which their parameters are stored. */
    List<Conv> convolutions();

    /**
     * A convolution without bias, batch normalisation, and optionally ReLU; padding preserves the
     * size at stride 1.
     */
    record Conv(int in, int out, int kernel, int stride, int groups, boolean relu)
            implements Layer {

        @Override
        public List<Conv> convolutions() {
            return List.of(this);
        }

        int weights() {
            return out * (in / groups) * kernel * kernel;
        }
    }

    /** Body plus shortcut (the identity if null), then optionally ReLU. */
    record Residual(List<Conv> body, @Nullable Conv shortcut, boolean relu) implements Layer {
        public Residual {
            body = List.copyOf(body);
        }

        @Override
        public int out() {
            return body.get(body.size() - 1).out();
        }

        @Override
        public List<Conv> convolutions() {
            if (shortcut == null) {
                return body;
            }
            List<Conv> all = new ArrayList<>(body);
            all.add(shortcut);
            return all;
        }
    }
}
