/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.source.camera.FrameCutter;
import io.ekya.job.source.camera.FrameUse;
import io.ekya.vision.Frame;
import io.ekya.vision.Geometry;
import io.ekya.vision.Jpeg;
import io.ekya.vision.Picture;
import io.ekya.vision.PictureSize;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the records of one camera into frames: checks age and size, decodes, finds regions and cuts
 * crops. A stale record becomes a heartbeat that counts it as dropped, an unusable one a record of
 * kind BAD.
 */
final class FrameDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(FrameDecoder.class);

    /** Twice the pixels of 4K. */
    private static final long MAX_PIXELS = 16_600_000;

    private final CameraConfig camera;
    private final long maxAgeMillis;
    private final int maxBytes;
    private final FrameCutter cutter;
    private PictureSize size;
    private boolean isDescribed;
    private int lastRegions;

    FrameDecoder(JobConfig config, CameraConfig camera) {
        this.camera = camera;
        this.maxAgeMillis = config.inference().maxAgeMillis();
        this.maxBytes = 1024 * config.kafka().maxFrameKib();
        this.cutter =
                FrameCutter.of(config, camera, new FrameUse(config, camera, camera.fps())::of);
        this.size = camera.size();
    }

    /**
     * Decodes a record; never throws.
     *
     * @param eventMillis its event time
     * @param nowMillis wall clock
     */
    FrameCrops decode(FrameRecord record, long eventMillis, long nowMillis) {
        long index = indexOf(record);
        FrameCrops.Times times = new FrameCrops.Times(eventMillis, nowMillis);
        try {
            long captured = FrameClock.capturedMillis(record);
            if (captured - nowMillis > FrameClock.MAX_AHEAD_MILLIS) {
                throw new UnusableFrameException(
                        "ce_time is %d s ahead of this machine's clock"
                                .formatted((captured - nowMillis) / 1000));
            }
            if (nowMillis - captured > maxAgeMillis) {
                return FrameCrops.heartbeat(camera.id(), index, times)
                        .withDropped(new DroppedCount(1, lastRegions));
            }
            times = new FrameCrops.Times(eventMillis, Math.min(captured, nowMillis));
            FrameCrops cut = cutter.cut(frame(record, index, eventMillis), times);
            lastRegions = cut.regions().count() + cut.dropped().regions();
            return cut;
        } catch (UnusableFrameException | IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return FrameCrops.bad(camera.id(), index, times, 1, "frame " + index + ": " + reason);
        }
    }

    private Frame frame(FrameRecord record, long index, long eventMillis)
            throws UnusableFrameException, IOException {
        Picture picture = Jpeg.decodeJpeg(checkedJpeg(record), MAX_PIXELS, size);
        GivenBoxes given = GivenBoxes.of(record.boxes(), picture.geometry());
        use(picture.geometry());
        return new Frame(index, eventMillis, picture.image(), given.boxes(), given.truth(), false);
    }

    /** The first frame decides on a size that is not given. */
    private void use(Geometry now) {
        if (!isDescribed) {
            LOG.info("Camera {}: {}", camera.id(), now);
        }
        isDescribed = true;
        size = now.placement().size();
    }

    private byte[] checkedJpeg(FrameRecord record) throws UnusableFrameException {
        byte @Nullable [] jpeg = record.jpeg();
        if (jpeg == null || jpeg.length == 0) {
            throw new UnusableFrameException("has no image");
        }
        if (jpeg.length > maxBytes) {
            throw new UnusableFrameException(
                    "has %d KiB, more than kafka.maxFrameKib allows (%d)"
                            .formatted((jpeg.length + 1023) / 1024, maxBytes / 1024));
        }
        String type = record.contentType();
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("image/jpeg")) {
            throw new UnusableFrameException(
                    "content-type must be image/jpeg, but is '%s'"
                            .formatted(UnusableFrameException.shortened(type)));
        }
        return jpeg;
    }

    /** The number in {@code ce_id}; without one, the record's offset, which also never repeats. */
    private static long indexOf(FrameRecord record) {
        String id = record.id();
        return id != null && id.matches("\\d{1,15}") ? Long.parseLong(id) : record.offset();
    }
}
