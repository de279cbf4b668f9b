/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * The number of frames of a video file and their display times, found by reading its packets once
 * without decoding them. With this index a frame's number does not depend on where decoding started
 * or on which frames can be decoded, so positions survive a restart and the held-out frames are the
 * same in every loop.
 *
 * @param micros timestamps in display order, in microseconds as reported by the grabber; empty if
 *     timestamps do not identify the frames (frames are then counted)
 * @param keys timestamps of key frames, where decoding can start
 * @param count number of frames
 * @param listed number of frames in the file's own index if it exceeds {@code count}, as in a
 *     truncated file; else 0
 */
record VideoIndex(long[] micros, long[] keys, long count, long listed) {

    /** Reads the started grabber to its end. */
    static VideoIndex read(FFmpegFrameGrabber grabber) throws FFmpegFrameGrabber.Exception {
        int stream = grabber.getVideoStream();
        AVStream video = grabber.getFormatContext().streams(stream);
        LongStream.Builder stamps = LongStream.builder();
        LongStream.Builder keys = LongStream.builder();
        boolean stamped = video.codecpar().codec_id() != AV_CODEC_ID_VP8; // has hidden frames
        long packets = 0;
        long discarded = 0;
        AVPacket packet;
        while ((packet = grabber.grabPacket()) != null) {
            if (packet.stream_index() == stream) {
                packets++;
                if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
                    discarded++;
                } else {
                    stamped &= packet.pts() != AV_NOPTS_VALUE;
                    stamps.add(micros(packet.pts(), video));
                    if ((packet.flags() & AV_PKT_FLAG_KEY) != 0) {
                        keys.add(micros(packet.pts(), video));
                    }
                }
            }
            av_packet_unref(packet);
        }
        long[] micros = stamped ? stamps.build().sorted().distinct().toArray() : new long[0];
        boolean identify = micros.length == packets - discarded;
        return new VideoIndex(
                identify ? micros : new long[0],
                keys.build().sorted().toArray(),
                packets - discarded,
                listed(video, packets));
    }

    private static long listed(AVStream video, long packets) {
        int entries = avformat_index_get_entries_count(video);
        return entries > packets ? entries : 0;
    }

    private static long micros(long stamp, AVStream video) {
        return 1_000_000L * stamp * video.time_base().num() / video.time_base().den();
    }

    /** Returns whether timestamps identify frames. */
    boolean stamped() {
        return micros.length > 0;
    }

    /**
     * Returns the number of a key frame from which decoding reliably reaches a frame: the last but
     * one before it, since not every container seeks exactly; 0 if there is none.
     */
    long keyBefore(long number) {
        int at = Arrays.binarySearch(keys, micros[(int) number]);
        int last = at >= 0 ? at : -at - 2;
        return last < 1 ? 0 : number(keys[last - 1], 0);
    }

    /** Returns the number of the frame displayed at this time, or {@code fallback} if unknown. */
    long number(long timestampMicros, long fallback) {
        int found = Arrays.binarySearch(micros, timestampMicros);
        return found >= 0 ? found : fallback;
    }
}
