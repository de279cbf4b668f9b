/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * What FFmpeg asks back while it opens and reads inputs: whether a blocking call has to end, and
 * whether a playlist may open another address (only on the camera's own host). There is one native
 * function for each question, because JavaCPP provides few; the inputs are found by the address of
 * their context.
 */
final class OpenInputs {
    private static final Map<Long, Input> INPUTS = new ConcurrentHashMap<>();
    private static final Interrupt INTERRUPT = new Interrupt();
    private static final Open OPEN = new Open();

    /** An input that is open. */
    record Input(
            long context,
            LiveAddress address,
            Deadline deadline,
            Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer opener) {}

    private OpenInputs() {}

    /** Has the questions of a new input answered until {@link #remove}. */
    static Input add(AVFormatContext context, LiveAddress address, Deadline deadline) {
        Input input = new Input(context.address(), address, deadline, context.io_open());
        INPUTS.put(input.context(), input);
        context.interrupt_callback().callback(INTERRUPT).opaque(context);
        if (address.kind() == LiveAddress.Kind.HTTP) {
            context.io_open(OPEN);
        }
        return input;
    }

    /** Forgets an input that FFmpeg has closed; another one may have the same context by now. */
    static void remove(Input input) {
        INPUTS.remove(input.context(), input);
    }

    /** Returns the number of inputs that are open. */
    static int count() {
        return INPUTS.size();
    }

    private static @Nullable Input of(@Nullable Pointer context) {
        return context == null ? null : INPUTS.get(context.address());
    }

    /** Asked every 100 ms while FFmpeg waits. */
    private static final class Interrupt extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer context) {
            Input input = of(context);
            return input == null || input.deadline().isOver() ? 1 : 0;
        }
    }

    /** Asked for each playlist and segment. Nothing may be thrown into native code. */
    private static final class Open
            extends Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        @Override
        @SuppressWarnings("rawtypes")
        public int call(
                AVFormatContext context,
                PointerPointer io,
                BytePointer url,
                int flags,
                PointerPointer options) {
            Input input = of(context);
            try {
                if (input == null || !input.address().isSameHost(url.getString())) {
                    return AVERROR_INVALIDDATA;
                }
                try (BytePointer key = new BytePointer("max_redirects");
                        BytePointer none = new BytePointer("0")) {
                    av_dict_set(options, key, none, 0);
                }
                return input.opener().call(context, io, url, flags, options);
            } catch (RuntimeException e) {
                return AVERROR_INVALIDDATA;
            } catch (Error e) {
                if (input != null) {
                    input.deadline().fail(e);
                }
                return AVERROR_INVALIDDATA;
            }
        }
    }
}
