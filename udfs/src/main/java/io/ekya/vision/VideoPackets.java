/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** The packets of a video stream, in the order of the file, without their contents. */
final class VideoPackets {
    static final long UNKNOWN = Long.MIN_VALUE;

    private final double secondsPerUnit;
    private final boolean hasHiddenFrames;
    private boolean everyOneStamped = true;
    private long[] shown = new long[1024];
    private long[] decoded = new long[1024];
    private int[] ordinals = new int[1024];
    private boolean[] keys = new boolean[1024];
    private int size;
    private int all;
    private int listed;

    private VideoPackets(AVStream stream) {
        this.secondsPerUnit = (double) stream.time_base().num() / stream.time_base().den();
        this.hasHiddenFrames = stream.codecpar().codec_id() == AV_CODEC_ID_VP8;
    }

    /** Reads a file to its end; returns the packets of each stream. */
    static Map<Integer, VideoPackets> read(VideoInput input, List<Integer> streams) {
        Map<Integer, VideoPackets> byStream = new LinkedHashMap<>();
        streams.forEach(s -> byStream.put(s, new VideoPackets(input.stream(s))));
        input.select(streams);
        AVPacket packet = av_packet_alloc();
        while (input.read(packet)) {
            VideoPackets packets = byStream.get(packet.stream_index());
            if (packets != null) {
                packets.add(packet);
            }
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        byStream.forEach(
                (stream, packets) ->
                        packets.listed = avformat_index_get_entries_count(input.stream(stream)));
        return byStream;
    }

    private void add(AVPacket packet) {
        int ordinal = all++;
        if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
            return;
        }
        if (size == shown.length) {
            shown = Arrays.copyOf(shown, 2 * size);
            decoded = Arrays.copyOf(decoded, 2 * size);
            ordinals = Arrays.copyOf(ordinals, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
        }
        everyOneStamped &= packet.pts() != AV_NOPTS_VALUE;
        shown[size] = packet.pts();
        decoded[size] = packet.dts() != AV_NOPTS_VALUE ? packet.dts() : UNKNOWN;
        ordinals[size] = ordinal;
        keys[size] = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        size++;
    }

    /** Number of packets that contain a frame to be shown. */
    int count() {
        return size;
    }

    /** Whether each of these has the time at which it is shown. */
    boolean isStamped() {
        return everyOneStamped && !hasHiddenFrames && size > 0;
    }

    /** The time at which a packet's frame is shown, in the stream's unit. */
    long shown(int packet) {
        return shown[packet];
    }

    /** The time at which it is decoded, in the stream's unit; {@link #UNKNOWN} without one. */
    long decoded(int packet) {
        return decoded[packet];
    }

    /** Whether decoding can start at a packet. */
    boolean isKey(int packet) {
        return keys[packet];
    }

    /** The number of packets before it in the file, including those without a frame to be shown. */
    int ordinal(int packet) {
        return ordinals[packet];
    }

    double secondsPerUnit() {
        return secondsPerUnit;
    }

    /** Number of packets in the file's own index if it exceeds those that exist; else 0. */
    long listed() {
        return listed > all ? listed : 0;
    }
}
