/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.ekya.vision.BadFrameException;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.Geometry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * A live camera. It is lost ({@link IOException}) if its stream ends, or if no frame comes within
 * the watchdog time, even if the connection stays open. Frames that are too old because the caller
 * was too slow are dropped, at least one a second excepted; those before the first key frame are
 * not counted. Frames have no boxes, and none is held out.
 *
 * <p>Works on the caller's thread; interrupting it ends a call within 100 ms with an {@link
 * InterruptedIOException}. Resolving a host name can be neither limited nor interrupted.
 */
public final class LiveFeed implements FrameFeed {
    private static final double UNKNOWN_FPS = 25;
    private static final double MAX_FPS = 240;
    private static final long MAX_GAP_MILLIS = 1_000;

    private final LiveInput input;
    private final LiveDecoder decoder;
    private final AVPacket packet = av_packet_alloc();
    private final Playout playout;
    private final RateLimit limit;
    private final Watchdog watchdog;
    private final boolean jpeg;
    private final double fps;
    private final long openedNanos = System.nanoTime();
    private boolean keySeen;
    private long discarded; // packets before the first key frame
    private long stampMillis;
    private long delayMillis;
    private long lastDelivered;
    private long index; // of the next frame
    private boolean closed;

    private LiveFeed(LiveInput input, LiveDecoder decoder, LiveOptions options) {
        this.input = input;
        this.decoder = decoder;
        this.playout = Playout.of(input.formatName());
        this.jpeg = input.video().codecpar().codec_id() == AV_CODEC_ID_MJPEG;
        this.watchdog =
                new Watchdog(
                        Math.max(options.openMillis(), options.watchdogMillis()),
                        options.watchdogMillis());
        double stated = input.formatName().contains("jpeg") ? 0 : input.fps(); // always 25
        double nominal = stated > 0 && stated <= MAX_FPS ? stated : 0;
        boolean limited = options.fps() > 0 && (nominal == 0 || options.fps() < 0.95 * nominal);
        this.limit = new RateLimit(limited ? options.fps() : 0, 0);
        this.fps = limited ? options.fps() : nominal > 0 ? nominal : UNKNOWN_FPS;
    }

    /**
     * Connects to a camera.
     *
     * @throws IOException if it is unreachable, refuses the login or delivers no video; the message
     *     contains no credentials
     */
    public static LiveFeed open(LiveAddress address, LiveOptions options) throws IOException {
        LiveInput input = LiveInput.open(address, options);
        try {
            LiveDecoder decoder = LiveDecoder.open(input, options);
            return new LiveFeed(input, decoder, options);
        } catch (IOException | RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }

    @Override
    public Frame next() throws IOException {
        while (true) {
            while (!decoder.receive()) {
                readPacket();
            }
            boolean late = delayMillis == Playout.LATE;
            if (delayMillis > 0) {
                sleep(delayMillis);
            }
            long now = millis();
            if (!limit.admits(now)) {
                watchdog.frame();
                continue;
            }
            long number = index++;
            if (late && now - lastDelivered < MAX_GAP_MILLIS) {
                watchdog.frame();
                continue;
            }
            return frame(number, now);
        }
    }

    private Frame frame(long number, long now) throws BadFrameException {
        if (decoder.isDamaged()) {
            throw new BadFrameException(number, "damaged", "the frame is damaged");
        }
        BgrImage image = decoder.image();
        if (image == null) {
            throw new BadFrameException(
                    number, "format", "the frame has an unsupported pixel format");
        }
        watchdog.frame();
        lastDelivered = now;
        return new Frame(number, now, image, List.of(), new int[0], false);
    }

    /** Reads one packet into the decoder; those before the first key frame are discarded. */
    private void readPacket() throws IOException {
        long start = millis();
        try {
            input.read(packet, watchdog);
            long waited = millis() - start;
            watchdog.waited(waited);
            keySeen |= (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            if (!keySeen) {
                discarded++;
                if (millis() > watchdog.limitMillis()) {
                    throw new IOException(
                            "the camera delivers no key frame: %d packets within %d ms cannot be decoded; have it send key frames more often"
                                    .formatted(discarded, millis()));
                }
                return;
            }
            delayMillis = delay(waited);
            if (jpeg && !Jpegs.isWhole(packet.data(), packet.size())) {
                throw new BadFrameException(index++, "incomplete", "the JPEG is incomplete");
            }
            if (!decoder.send(packet)) {
                throw new BadFrameException(index++, "undecodable", "the frame cannot be decoded");
            }
        } finally {
            av_packet_unref(packet);
        }
    }

    private long delay(long waited) {
        long stamp = packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (stamp != AV_NOPTS_VALUE) {
            AVRational unit = input.video().time_base();
            stampMillis = 1000 * stamp * unit.num() / unit.den();
        }
        return playout.delayMillis(stampMillis, waited, millis());
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos);
    }

    private static void sleep(long millis) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for a frame was interrupted");
        }
    }

    /** Has no effect: a live camera delivers its present frame. */
    @Override
    public void skipTo(long target) {}

    @Override
    public double fps() {
        return fps;
    }

    @Override
    public @Nullable Geometry geometry() {
        return decoder.geometry();
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_packet_free(packet);
            decoder.close();
            input.close();
        }
    }
}
