package io.ekya.label;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The golden model: accurate, slow, and right by definition. Used by one thread. */
public interface Teacher extends AutoCloseable {

    /** True where {@link #label} needs the whole frame and not only the crops. */
    boolean needsFrame();

    /**
     * The class of each region (ordinal of {@link io.ekya.vision.ObjectClass}).
     *
     * @param crops the regions' crops
     * @param boxes the regions in pixels of the frame; as many as there are crops
     * @param frame the whole frame where {@link #needsFrame}, else null
     */
    int[] label(Crops crops, List<Box> boxes, @Nullable BgrImage frame);

    @Override
    void close();
}
