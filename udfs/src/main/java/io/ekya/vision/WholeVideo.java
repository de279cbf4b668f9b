/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import io.ekya.vision.VideoDecoder.Decoded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays every frame of a video file at the times of its stamps, numbered in display order, without
 * gaps across loops. Of several streams, the longest is played. A damaged or missing frame keeps
 * its number and is reported as a {@link BadFrameException}.
 */
final class WholeVideo implements FrameFeed {
    /** Distance beyond which seeking is cheaper than decoding the frames in between. */
    private static final int SEEK_FRAMES = 100;

    private static final long NONE = -1;

    /** A rate above this is an error of the file. */
    private static final double MOST_FPS = 1_000;

    /** The stated rate is used if the stamps' is this close, since it is exact. */
    private static final double SAME_RATE = 0.02;

    private final Path file;
    private final int stream;
    private final FeedOptions options;
    private final VideoIndex index;
    private final VideoIndex.Recogniser recogniser;
    private final double fps;
    private final FrameTimes times;
    private final long firstHeldOut;
    private PictureSize size;
    private @Nullable Geometry geometry;
    private @Nullable VideoDecoder decoder;
    private long aheadNumber = NONE; // of the frame in the decoder, if those before it are missing
    private long loopStart; // number of the current loop's first frame
    private long position; // of the next frame within the loop
    private long loopLength;
    private boolean anyGood; // in this loop

    private WholeVideo(Path file, int stream, FeedOptions options, VideoIndex index, double fps) {
        this.file = file;
        this.stream = stream;
        this.options = options;
        this.index = index;
        this.recogniser = index.new Recogniser();
        this.size = options.size();
        // at a rate that is not that of the stamps, these are of no use
        boolean isConstant = index.isConstant() || !isSane(index.fps());
        this.fps = fps;
        this.times =
                isConstant
                        ? FrameTimes.constant(fps)
                        : new StampedTimes(
                                index.micros(), index.lengthMicros(), index.intervalMicros());
        this.firstHeldOut = options.firstHeldOut(index.count());
        this.loopLength = index.stamped() ? index.count() : Long.MAX_VALUE;
    }

    /** Opens a video file, see {@link VideoFileFeed#open}. */
    static WholeVideo open(Path file, FeedOptions options) throws IOException {
        try (VideoInput input = VideoInput.open(file, Jpeg.MAX_PIXELS)) {
            int best = -1;
            VideoIndex longest = null;
            for (var entry : VideoPackets.read(input, input.videos()).entrySet()) {
                VideoIndex index = VideoIndex.of(entry.getValue());
                int stream = entry.getKey();
                if (longest == null
                        || seconds(index, input.fps(stream)) > seconds(longest, input.fps(best))) {
                    best = stream;
                    longest = index;
                }
            }
            if (longest == null || longest.count() == 0) {
                throw new IOException(
                        "video file %s has no frame and may be truncated; copy it again"
                                .formatted(file));
            }
            double fps = fps(file, longest, input.fps(best), options.fps());
            return new WholeVideo(file, best, options, longest, fps);
        }
    }

    /** The length of a stream; unless stamps tell it, by the rate that it states. */
    private static double seconds(VideoIndex index, double stated) {
        return index.stamped()
                ? index.lengthMicros() / 1e6
                : index.count() / (isSane(stated) ? stated : MOST_FPS);
    }

    /** The rate of the stamps, else the stated one, else the configured one. */
    private static double fps(Path file, VideoIndex index, double stated, double configured)
            throws IOException {
        double measured = index.fps();
        if (isSane(measured)) {
            boolean isStated = index.isConstant() && Math.abs(stated / measured - 1) < SAME_RATE;
            return isStated ? stated : measured;
        }
        if (isSane(stated)) {
            return stated;
        }
        if (configured > 0) {
            return configured;
        }
        throw new IOException(
                "video file %s %s; set the camera's fps"
                        .formatted(
                                file,
                                stated > 0 || measured > 0
                                        ? "states %.0f frames per second, which cannot be true"
                                                .formatted(Math.max(stated, measured))
                                        : "does not state its frames per second"));
    }

    private static boolean isSane(double fps) {
        return fps > 0 && fps <= MOST_FPS;
    }

    @Override
    public @Nullable Frame next() throws IOException {
        while (true) {
            if (position >= loopLength && !nextLoop()) {
                return null;
            }
            long number = aheadNumber >= 0 ? aheadNumber : grab();
            aheadNumber = NONE;
            if (number < 0) {
                if (!index.stamped()) {
                    loopLength = position;
                    continue;
                }
                number = loopLength; // no other frame can be decoded
            }
            if (number < position) {
                continue; // duplicate
            }
            if (number > position) {
                aheadNumber = number < loopLength ? number : NONE;
                return deliver(null);
            }
            return deliver(decoder().image());
        }
    }

    /** Decodes the next frame; returns its number in this loop, or {@link #NONE} at the end. */
    private long grab() throws IOException {
        Decoded decoded = decoder().grab();
        if (decoded == null) {
            return NONE;
        }
        return index.stamped() ? recogniser.numberOf(decoded.stamp()) : position;
    }

    private Frame deliver(@Nullable BgrImage image) throws BadFrameException {
        long number = loopStart + position;
        boolean heldOut = position >= firstHeldOut;
        position++;
        if (image == null) {
            throw new BadFrameException(
                    number,
                    "damaged",
                    index.stamped() && index.keys().isEmpty()
                            ? ("video file %s: frame %d of %d cannot be decoded, since the file has"
                                            + " no key frame; record it again, or cut it at one")
                                    .formatted(file, position, index.count())
                            : ("video file %s: frame %d of %d is damaged and was skipped; if there are"
                                            + " many, copy the file again")
                                    .formatted(file, position, index.count()));
        }
        anyGood = true;
        return new Frame(number, times.millisOf(number), image, List.of(), new int[0], heldOut);
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
            long number = aheadNumber >= 0 ? aheadNumber : grab();
            aheadNumber = NONE;
            if (number < 0) {
                position = wanted; // no decodable frame is left in this loop
                return;
            }
            anyGood = true;
            aheadNumber = number >= wanted ? number : NONE;
            position = Math.min(wanted, Math.max(position, number + 1));
        }
    }

    /** Goes to a frame shortly before a position in this loop from which decoding is correct. */
    private void seek(long wanted) throws IOException {
        VideoIndex.Key key = index.keyBefore(wanted - 1);
        if (key == null || key.number() <= position) {
            return;
        }
        aheadNumber = NONE;
        boolean isThere;
        if (index.ascends()) {
            isThere = decoder().seek(index.stamps()[key.number()]);
        } else { // a stamp may occur several times
            closeDecoder();
            decoder().pass(key.ordinal());
            isThere = true;
        }
        recogniser.startAt(key.number());
        Decoded decoded = isThere ? decoder().grab() : null;
        while (decoded != null && !decoded.key()) {
            decoded = decoder().grab(); // its reference frames may be missing
        }
        long number = decoded == null ? wanted : recogniser.numberOf(decoded.stamp());
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
            if (decoder().grab() == null) {
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

    @Override
    public FrameTimes times() {
        return times;
    }

    /** Number of frames of a loop. */
    long count() {
        return index.count();
    }

    /** The frames' times, unless they come at a constant rate; then null. */
    @Nullable StampedTimes stamped() {
        return times instanceof StampedTimes stamped ? stamped : null;
    }

    @Override
    public @Nullable Geometry geometry() {
        return decoder == null || decoder.geometry() == null ? geometry : decoder.geometry();
    }

    private VideoDecoder decoder() throws IOException {
        if (decoder == null) {
            decoder = VideoDecoder.open(file, stream, size);
            recogniser.startAt(0);
        }
        return decoder;
    }

    private void closeDecoder() {
        aheadNumber = NONE;
        if (decoder != null) {
            geometry = geometry();
            size = decoder.size(); // that of all loops
            decoder.close();
            decoder = null;
        }
    }

    @Override
    public void close() {
        closeDecoder();
    }
}
