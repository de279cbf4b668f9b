package io.ekya.job.windows;

import io.ekya.job.record.Prediction;
import io.ekya.vision.ObjectClass;

/**
 * What is counted of one camera's window while it runs; lives in Flink state, hence public fields
 * and a constructor without arguments.
 */
public final class WindowTally {
    public long frames;
    public long analysed;
    public long dropped;
    public long regions;
    public long right;
    public long lostRegions;
    public long[] truthCounts = new long[ObjectClass.COUNT];
    public int[] latencies = new int[LatencyHistogram.BUCKETS];
    public String student = "";
    public String configuration = "";

    /** For Flink. */
    public WindowTally() {}

    /** Counts an answer, and what was lost before it. */
    void add(Prediction p) {
        frames += p.droppedFrames();
        dropped += p.droppedFrames();
        lostRegions += p.droppedRegions();
        if (p.how() == Prediction.NONE) {
            return;
        }
        frames++;
        switch (p.how()) {
            case Prediction.ANALYSED -> {
                analysed++;
                latencies[LatencyHistogram.bucketOf(p.latencyMillis())]++;
            }
            case Prediction.DROPPED -> dropped++;
            default -> {}
        }
        for (int i = 0; i < p.truth().length; i++) {
            if (p.truth()[i] != ObjectClass.UNKNOWN) {
                regions++;
                truthCounts[p.truth()[i]]++;
                right += p.classes()[i] == p.truth()[i] ? 1 : 0;
            }
        }
        student = p.student();
        configuration = p.configuration();
    }

    /** Regions that count: those with a known class and, where classes are known, the lost ones. */
    long judged() {
        return regions == 0 ? 0 : regions + lostRegions;
    }

    double trueAccuracy() {
        return regions == 0 ? Double.NaN : (double) right / judged();
    }
}
