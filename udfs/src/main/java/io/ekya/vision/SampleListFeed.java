/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import io.ekya.vision.SampleList.Listed;
import io.ekya.vision.SampleList.Row;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Plays a folder of images with sample lists as a camera with given boxes and true classes. The
 * lists are the folder's {@code *.csv} files in alphabetical order, in the format of Ekya's
 * published code: {@code idx,imgpath,class,x0,y0,x1,y1}, one row per object, with an optional
 * header. Commas, semicolons or tabs separate the columns ({@link ListFormat}). All rows of a list
 * with the same idx and imgpath form one frame; a row without class and corners adds no object;
 * paths are relative to the folder; a class is given by its name or COCO number, corners in image
 * pixels or, in a whole list, as fractions of the image, after EXIF has turned it upright. Boxes
 * are clipped to the image. Images and boxes are scaled to the feed's size with their proportions.
 *
 * <p>An invalid row is reported once, not in every loop, as a {@link BadFrameException} with the
 * number of the next frame, which is then delivered without the row. A frame whose image cannot be
 * used keeps its number and is reported in every loop.
 */
public final class SampleListFeed implements FrameFeed {
    private static final double DEFAULT_FPS = 30;

    private final Path folder;
    private final FeedOptions options;
    private final List<Listed> frames;
    private final double fps;
    private PictureSize size;
    private @Nullable Geometry geometry; // of the newest image
    private final Queue<String> faults = new ArrayDeque<>();
    private @Nullable Frame waiting; // until its faults have been reported
    private long index; // of the next frame
    private long unusable; // consecutive images
    private long clippedBoxes; // in the first loop

    private SampleListFeed(Path folder, FeedOptions options, List<Listed> frames) {
        this.folder = folder;
        this.options = options;
        this.frames = frames;
        this.fps = options.fps() > 0 ? options.fps() : DEFAULT_FPS;
        this.size = options.size();
    }

    /**
     * Opens a folder.
     *
     * @param options fps 0 selects 30 frames per second
     * @throws IOException if the folder is missing or its lists have no usable row
     */
    public static SampleListFeed open(Path folder, FeedOptions options) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "sample list folder %s does not exist or is not a folder; check the path"
                            .formatted(folder));
        }
        SampleListFeed feed =
                new SampleListFeed(folder.toRealPath(), options, SampleList.read(folder));
        feed.chooseSize();
        return feed;
    }

    /** The first image decides on a size that is not given. */
    private void chooseSize() {
        if (size.width() > 0 && size.height() > 0) {
            return;
        }
        for (Listed listed : frames) {
            try {
                size = Jpeg.header(resolve(listed.imagePath()), size).placement().size();
                return;
            } catch (IOException e) {
                // is reported when the image is due
            }
        }
    }

    @Override
    public @Nullable Frame next() throws IOException {
        if (waiting == null && faults.isEmpty()) {
            if (index >= frames.size() && !options.loop()) {
                return null;
            }
            waiting = read(frames.get((int) (index % frames.size())));
        }
        String fault = faults.poll();
        if (fault != null) {
            throw BadFrameException.beforeFrame(index, fault);
        }
        Frame frame = waiting;
        waiting = null;
        index++;
        return frame;
    }

    private Frame read(Listed listed) throws IOException {
        boolean firstLoop = index < frames.size();
        if (firstLoop) {
            faults.addAll(listed.faults());
        }
        Picture picture = picture(listed);
        Geometry now = picture.geometry();
        geometry = now;
        List<Box> shown =
                now.shown(listed.rows().stream().map(r -> inPixels(listed, r.box(), now)).toList());
        List<Box> boxes = new ArrayList<>();
        List<Integer> truth = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Row row = listed.rows().get(i);
            Box box = shown.get(i);
            Box clipped = clipped(box, now);
            if (clipped == null) {
                if (firstLoop) {
                    faults.add(outside(row, box, now));
                }
                continue;
            }
            if (firstLoop && !clipped.equals(box)) {
                countClipped(row, box, now);
            }
            boxes.add(now.place(clipped));
            truth.add(row.type().index());
        }
        return new Frame(
                index,
                FeedOptions.timeMillis(index, fps),
                picture.image(),
                boxes,
                truth.stream().mapToInt(Integer::intValue).toArray(),
                index % frames.size() >= options.firstHeldOut(frames.size()));
    }

    private static Box inPixels(Listed listed, Box box, Geometry image) {
        return listed.isNormalised()
                ? new Box(
                        box.x() * image.shownWidth(),
                        box.y() * image.shownHeight(),
                        box.width() * image.shownWidth(),
                        box.height() * image.shownHeight())
                : box;
    }

    /** Returns the part of a box inside the image, or null if there is none. */
    private static @Nullable Box clipped(Box box, Geometry image) {
        float x0 = Math.max(0, box.x());
        float y0 = Math.max(0, box.y());
        float x1 = Math.min(image.shownWidth(), box.x() + box.width());
        float y1 = Math.min(image.shownHeight(), box.y() + box.height());
        if (x0 == box.x()
                && y0 == box.y()
                && x1 == box.x() + box.width()
                && y1 == box.y() + box.height()) {
            return box;
        }
        return x0 < x1 && y0 < y1 ? new Box(x0, y0, x1 - x0, y1 - y0) : null;
    }

    private static String outside(Row row, Box box, Geometry image) {
        return ("sample list %s: the box must lie inside the image of %dx%d pixels, but is %s;"
                        + " give it in pixels of this image; the row was ignored")
                .formatted(row.where(), image.shownWidth(), image.shownHeight(), box);
    }

    /** Reports the 1st, 10th, 100th and so on, since detectors produce many of them. */
    private void countClipped(Row row, Box box, Geometry image) {
        clippedBoxes++;
        if (Long.toString(clippedBoxes).matches("10*")) {
            faults.add(
                    ("sample list %s: the box %s reaches outside the image of %dx%d pixels and was"
                                    + " clipped; clipped boxes so far: %d")
                            .formatted(
                                    row.where(),
                                    box,
                                    image.shownWidth(),
                                    image.shownHeight(),
                                    clippedBoxes));
        }
    }

    private Picture picture(Listed listed) throws IOException {
        try {
            Picture picture = Jpeg.read(resolve(listed.imagePath()), size);
            unusable = 0;
            size = picture.geometry().placement().size();
            return picture;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            unusable++;
            if (unusable > frames.size()) {
                throw new IOException(
                        ("sample list folder %s: none of its %d images can be used; last error: "
                                        + "%s %s")
                                .formatted(
                                        folder, frames.size(), listed.imagePath(), e.getMessage()),
                        e);
            }
            index++;
            throw new BadFrameException(
                    index - 1,
                    "image " + kindOf(e),
                    "sample list %s: image '%s' %s; the frame was skipped"
                            .formatted(listed.where(), listed.imagePath(), e.getMessage()));
        }
    }

    /** Returns what is wrong with an image, without names and numbers. */
    private static String kindOf(IOException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\(.*\\)|[0-9]+|/\\S*", "");
    }

    /** Returns the image's real path, which must be inside the folder. */
    private Path resolve(String imagePath) throws IOException {
        try {
            Path path = folder.resolve(imagePath).normalize();
            if (path.startsWith(folder)) {
                if (!Files.isRegularFile(path)) {
                    throw new IOException("does not exist; add it or correct the path");
                }
                Path real = path.toRealPath();
                if (real.startsWith(folder)) {
                    return path;
                }
                throw new IOException(
                        "is a symbolic link to %s, which is outside the folder; copy the image into the folder"
                                .formatted(real));
            }
        } catch (InvalidPathException e) {
            throw new IOException("is not a valid path; correct it", e);
        }
        throw new IOException("is outside the folder; move it there and use a relative path");
    }

    @Override
    public void skipTo(long target) {
        if (target < index) {
            throw new IllegalArgumentException(
                    "cannot skip back from frame %d to %d".formatted(index, target));
        }
        if (target > index) {
            faults.clear();
            waiting = null;
            index = target;
        }
    }

    @Override
    public double fps() {
        return fps;
    }

    @Override
    public @Nullable Geometry geometry() {
        return geometry;
    }

    @Override
    public void close() {
        waiting = null;
    }
}
