/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import io.ekya.vision.VideoDecoder.Decoded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays every frame of a video file at its native rate, numbered in display order, without gaps
 * across loops. A damaged or missing frame keeps its number and is reported as a {@link
 * BadFrameException}.
 */
final class WholeVideo implements FrameFeed {
    /** Distance beyond which seeking is cheaper than decoding the frames in between. */
    private static final int SEEK_FRAMES = 100;

    private final Path file;
    private final FeedOptions options;
    private final VideoIndex index;
    private final double fps;
    private final long firstHeldOut;
    private @Nullable VideoDecoder decoder;
    private @Nullable Decoded ahead; // already decoded; frames before it are missing
    private long loopStart; // number of the current loop's first frame
    private long position; // of the next frame within the loop
    private long loopLength;
    private boolean anyGood; // in this loop

    private WholeVideo(Path file, FeedOptions options, VideoIndex index, double fps) {
        this.file = file;
        this.options = options;
        this.index = index;
        this.fps = fps;
        this.firstHeldOut = options.firstHeldOut(index.count());
        this.loopLength = index.stamped() ? index.count() : Long.MAX_VALUE;
    }

    /** Opens a video file, see {@link VideoFileFeed#open}. */
    static WholeVideo open(Path file, FeedOptions options) throws IOException {
        try (VideoDecoder scan = VideoDecoder.open(file, options.width(), options.height())) {
            double fps = scan.fps() > 0 ? scan.fps() : options.fps();
            if (!(fps > 0 && fps <= 1000)) {
                throw new IOException(
                        "video file %s does not state its frames per second; set the camera's fps"
                                .formatted(file));
            }
            VideoIndex index = scan.index();
            if (index.count() == 0) {
                throw new IOException(
                        "video file %s has no frame and may be truncated; copy it again"
                                .formatted(file));
            }
            return new WholeVideo(file, options, index, fps);
        }
    }

    @Override
    public @Nullable Frame next() throws IOException {
        while (true) {
            if (position >= loopLength && !nextLoop()) {
                return null;
            }
            Decoded decoded = ahead != null ? ahead : decoder().grab(true);
            ahead = null;
            if (decoded == null && !index.stamped()) {
                loopLength = position;
                continue;
            }
            long number = decoded == null ? loopLength : index.number(decoded.micros(), position);
            if (number < position) {
                continue; // duplicate
            }
            BgrImage image = decoded == null ? null : decoded.image();
            if (number > position) {
                ahead = decoded;
                image = null;
            }
            return deliver(image);
        }
    }

    private Frame deliver(@Nullable BgrImage image) throws BadFrameException {
        long number = loopStart + position;
        boolean heldOut = position >= firstHeldOut;
        position++;
        if (image == null) {
            throw new BadFrameException(
                    number,
                    "damaged",
                    ("video file %s: frame %d of %d is damaged and was skipped; if there are "
                                    + "many, copy the file again")
                            .formatted(file, position, index.count()));
        }
        anyGood = true;
        return new Frame(
                number, FeedOptions.timeMillis(number, fps), image, List.of(), new int[0], heldOut);
    }

    /** Starts the next loop; returns false at the end of the feed. */
    private boolean nextLoop() throws IOException {
        closeDecoder();
        if (index.listed() > 0) {
            throw new IOException(
                    "video file %s is truncated: it ends after %d of %d frames; copy it again"
                            .formatted(file, index.count(), index.listed()));
        }
        if (!options.loop()) {
            return false;
        }
        if (!anyGood) {
            throw new IOException(
                    "video file %s: none of its %d frames can be decoded; convert it again"
                            .formatted(file, index.count()));
        }
        startLoop(loopStart + loopLength);
        return true;
    }

    private void startLoop(long start) {
        closeDecoder();
        loopStart = start;
        position = 0;
        anyGood = false;
    }

    @Override
    public void skipTo(long target) throws IOException {
        if (target < loopStart + position) {
            throw new IllegalArgumentException(
                    "cannot skip back from frame %d to %d".formatted(loopStart + position, target));
        }
        if (!index.stamped()) {
            skipCounting(target);
            return;
        }
        long within = target - loopStart;
        if (within >= loopLength && (!options.loop() || index.listed() > 0)) {
            position = loopLength; // next() reports the reason
            return;
        }
        if (within >= loopLength) {
            startLoop(target - within % loopLength);
            anyGood = true;
        }
        skipWithin(target - loopStart);
    }

    /** Skips to a position in this loop by timestamps. */
    private void skipWithin(long wanted) throws IOException {
        if (wanted - position > SEEK_FRAMES) {
            seek(wanted);
        }
        while (position < wanted) {
            Decoded decoded = ahead != null ? ahead : decoder().grab(false);
            if (decoded == null) {
                position = wanted; // no decodable frame is left in this loop
                return;
            }
            anyGood = true;
            long number = index.number(decoded.micros(), position);
            ahead = number >= wanted ? decoded : null;
            position = Math.min(wanted, Math.max(position, number + 1));
        }
    }

    /** Seeks to a frame shortly before a position in this loop from which decoding is correct. */
    private void seek(long wanted) throws IOException {
        long key = index.keyBefore(wanted - 1);
        if (key <= position) {
            return;
        }
        ahead = null;
        decoder().seek(index.micros()[(int) key], index.micros()[0]);
        Decoded decoded = decoder().grab(false);
        while (decoded != null && !decoded.key()) {
            decoded = decoder().grab(false); // its reference frames may be missing
        }
        long number = decoded == null ? wanted : index.number(decoded.micros(), wanted);
        if (number < wanted) {
            position = number + 1;
        } else { // too far: decode from the start
            closeDecoder();
            position = 0;
        }
    }

    private void skipCounting(long target) throws IOException {
        while (loopStart + position < target) {
            if (position >= loopLength && !nextLoop()) {
                return;
            }
            if (decoder().grab(false) == null) {
                loopLength = position;
            } else {
                position++;
                anyGood = true;
            }
        }
    }

    @Override
    public double fps() {
        return fps;
    }

    private VideoDecoder decoder() throws IOException {
        if (decoder == null) {
            decoder = VideoDecoder.open(file, options.width(), options.height());
        }
        return decoder;
    }

    private void closeDecoder() {
        ahead = null;
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    @Override
    public void close() {
        closeDecoder();
    }
}
