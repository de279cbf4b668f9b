package io.ekya.vision;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
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
 * @param count frames in the file
 * @param promised frames that the file's header speaks of, 0 where it does not; more than {@code
 *     count} in a file that was cut off
 */
record VideoIndex(long[] micros, long count, long promised) {

    /** Reads the started grabber to its end. */
    static VideoIndex read(FFmpegFrameGrabber grabber) throws FFmpegFrameGrabber.Exception {
        int stream = grabber.getVideoStream();
        AVStream video = grabber.getFormatContext().streams(stream);
        LongStream.Builder stamps = LongStream.builder();
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
                }
            }
            av_packet_unref(packet);
        }
        long[] micros = stamped ? stamps.build().sorted().distinct().toArray() : new long[0];
        boolean identify = micros.length == packets - discarded;
        return new VideoIndex(
                identify ? micros : new long[0], packets - discarded, promised(video, packets));
    }

    private static long promised(AVStream video, long packets) {
        return video.nb_frames() > packets ? video.nb_frames() : 0;
    }

    private static long micros(long stamp, AVStream video) {
        return 1_000_000L * stamp * video.time_base().num() / video.time_base().den();
    }

    /** True where a frame's number can be told from its time stamp. */
    boolean stamped() {
        return micros.length > 0;
    }

    /** Number of the frame shown at this time, or {@code fallback} where that cannot be told. */
    long number(long timestampMicros, long fallback) {
        int found = Arrays.binarySearch(micros, timestampMicros);
        return found >= 0 ? found : fallback;
    }
}
