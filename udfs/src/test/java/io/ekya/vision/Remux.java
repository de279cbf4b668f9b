/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Writes the video streams of several files into one. */
final class Remux {
    private Remux() {}

    static Path join(List<Path> files, Path to) throws IOException {
        List<VideoInput> inputs = new ArrayList<>();
        AVFormatContext out = new AVFormatContext(null);
        avformat_alloc_output_context2(out, null, null, to.toString());
        for (Path file : files) {
            VideoInput input = VideoInput.open(file, Jpeg.MAX_PIXELS);
            inputs.add(input);
            AVStream stream = avformat_new_stream(out, (AVCodec) null);
            avcodec_parameters_copy(stream.codecpar(), input.stream(0).codecpar());
            stream.codecpar().codec_tag(0);
            stream.time_base(input.stream(0).time_base());
        }
        AVIOContext io = new AVIOContext(null);
        avio_open(io, to.toString(), AVIO_FLAG_WRITE);
        out.pb(io);
        avformat_write_header(out, (AVDictionary) null);
        AVPacket packet = av_packet_alloc();
        for (int i = 0; i < inputs.size(); i++) {
            VideoInput input = inputs.get(i);
            while (input.read(packet)) {
                av_packet_rescale_ts(
                        packet, input.stream(0).time_base(), out.streams(i).time_base());
                packet.stream_index(i);
                packet.pos(-1);
                av_interleaved_write_frame(out, packet);
            }
            input.close();
        }
        av_write_trailer(out);
        av_packet_free(packet);
        avio_closep(out.pb());
        avformat_free_context(out);
        return to;
    }
}
