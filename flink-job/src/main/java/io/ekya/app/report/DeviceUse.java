package io.ekya.app.report;

import java.util.List;

/**
 * The device ledger seen from outside: CPU time of model work over a stretch of wall time.
 *
 * @param jobModel, sidecarModel CPU seconds a second, i.e. cores
 * @param ratio model work / (gpus x elapsed); at most 1.05 or the shares are not kept
 */
public record DeviceUse(double elapsedSeconds, double jobModel, double sidecarModel, double ratio) {

    /** Largest ratio that is still held to be kept (measuring and one mini-batch are uncertain). */
    public static final double LIMIT = 1.05;

    static final DeviceUse UNKNOWN = new DeviceUse(0, Double.NaN, Double.NaN, Double.NaN);

    /** What was used between two times, from the samples nearest to them. */
    static DeviceUse between(List<DeviceSample> samples, long from, long to, double gpus) {
        DeviceSample first = nearest(samples, from);
        DeviceSample last = nearest(samples, to);
        double seconds = (last.timeMillis() - first.timeMillis()) / 1000.0;
        // Samples that miss the stretch by much would tell of another one.
        if (samples.size() < 2 || seconds < 0.8 * (to - from) / 1000.0) {
            return UNKNOWN;
        }
        double job = (last.jobModelSeconds() - first.jobModelSeconds()) / seconds;
        double sidecar = (last.sidecarModelSeconds() - first.sidecarModelSeconds()) / seconds;
        return new DeviceUse(seconds, job, sidecar, (job + sidecar) / gpus);
    }

    private static DeviceSample nearest(List<DeviceSample> samples, long time) {
        DeviceSample best = new DeviceSample(0, 0, 0, 0, 0);
        for (DeviceSample s : samples) {
            if (Math.abs(s.timeMillis() - time) <= Math.abs(best.timeMillis() - time)) {
                best = s;
            }
        }
        return best;
    }
}
