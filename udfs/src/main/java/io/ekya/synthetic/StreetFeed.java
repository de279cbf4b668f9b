/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera above a synthetic street. Frame i depends only on the options and i, so {@link #skipTo}
 * is free and two feeds with equal options deliver identical bytes.
 */
public final class StreetFeed implements FrameFeed {
    private final StreetOptions options;
    private final DriftScript script;
    private final Traffic traffic;
    private final StreetPainter painter;
    private long next;

    private StreetFeed(StreetOptions options) {
        this.options = options;
        script = new DriftScript(options.drift());
        Layout layout = new Layout(options.seed(), options.width(), options.height());
        traffic = new Traffic(layout, options.width(), options.height(), options.objects(), script);
        painter = new StreetPainter(layout, options.width(), options.height(), script.at(0));
    }

    /** Opens a feed; takes a few tenths of a second. */
    public static StreetFeed open(StreetOptions options) {
        return new StreetFeed(options);
    }

    @Override
    public @Nullable Frame next() {
        if (options.frames() != StreetOptions.ENDLESS && next >= options.frames()) {
            return null;
        }
        long index = next++;
        double seconds = index / options.fps();
        List<StreetPainter.VisibleObject> visible = new ArrayList<>();
        var image = painter.paint(script.at(seconds), seconds, index, traffic.at(seconds), visible);
        List<Box> boxes = new ArrayList<>();
        int[] truth = new int[visible.size()];
        for (int i = 0; i < truth.length; i++) {
            boxes.add(visible.get(i).box());
            truth[i] = visible.get(i).objectClass();
        }
        return new Frame(index, Math.round(seconds * 1000), image, boxes, truth, false);
    }

    @Override
    public void skipTo(long index) {
        if (index < next) {
            throw new IllegalArgumentException(
                    "cannot skip back from frame %d to %d".formatted(next, index));
        }
        next = index;
    }

    @Override
    public double fps() {
        return options.fps();
    }

    /** Does nothing. */
    @Override
    public void close() {}
}
