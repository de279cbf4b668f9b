package io.ekya.synthetic;

import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera above a street that is drawn. Frame i depends on the options and i alone, so {@link
 * #skipTo} costs nothing and two feeds of equal options deliver equal bytes.
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

    /** Builds the street; takes a few tenths of a second. */
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
        List<StreetPainter.Seen> seen = new ArrayList<>();
        var image = painter.paint(script.at(seconds), seconds, index, traffic.at(seconds), seen);
        List<Box> boxes = new ArrayList<>();
        int[] truth = new int[seen.size()];
        for (int i = 0; i < truth.length; i++) {
            boxes.add(seen.get(i).box());
            truth[i] = seen.get(i).objectClass();
        }
        return new Frame(index, Math.round(seconds * 1000), image, boxes, truth, false);
    }

    @Override
    public void skipTo(long index) {
        if (index < next) {
            throw new IllegalArgumentException(
                    "frame " + index + " is behind frame " + next + ", which is next");
        }
        next = index;
    }

    @Override
    public double fps() {
        return options.fps();
    }

    /** Nothing is held that needs closing. */
    @Override
    public void close() {}
}
