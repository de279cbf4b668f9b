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
 * The frames of a video file, found by reading its packets once without decoding them: how many
 * there are and when each is shown. With it a frame's number does not depend on where decoding
 * began or on what could be decoded, so that positions survive a restart and the held-out frames
 * are the same in every loop.
 *
 * @param micros time stamps in the order of display, microseconds as the grabber gives them; empty
 *     where the file has none that identify its frames (then frames are counted as they come)
 * @param keys time stamps of key frames among them, where decoding may begin
 * @param count frames in the file
 * @param promised frames that the file's own index lists where they are more than there are, as in
 *     a file that was cut off; else 0
 */
record VideoIndex(long[] micros, long[] keys, long count, long promised) {

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
                promised(video, packets));
    }

    private static long promised(AVStream video, long packets) {
        int listed = avformat_index_get_entries_count(video);
        return listed > packets ? listed : 0;
    }

    private static long micros(long stamp, AVStream video) {
        return 1_000_000L * stamp * video.time_base().num() / video.time_base().den();
    }

    /** True where a frame's number can be told from its time stamp. */
    boolean stamped() {
        return micros.length > 0;
    }

    /**
     * Number of a key frame from which decoding surely reaches this frame: the last but one before
     * it, as not every container seeks exactly; 0 where there is none.
     */
    long keyBefore(long number) {
        int at = Arrays.binarySearch(keys, micros[(int) number]);
        int last = at >= 0 ? at : -at - 2;
        return last < 1 ? 0 : number(keys[last - 1], 0);
    }

    /** Number of the frame shown at this time, or {@code fallback} where that cannot be told. */
    long number(long timestampMicros, long fallback) {
        int found = Arrays.binarySearch(micros, timestampMicros);
        return found >= 0 ? found : fallback;
    }
}
