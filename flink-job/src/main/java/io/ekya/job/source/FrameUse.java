package io.ekya.job.source;

import io.ekya.vision.Frame;

/** Decides what a frame is for besides being answered. Used by one camera's thread. */
interface FrameUse {

    /** One of the constants ANSWER, LABEL and EVALUATE of FrameCrops. */
    int of(Frame frame, long eventMillis);
}
