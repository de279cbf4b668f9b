package io.ekya.app.report;

/**
 * What the operating system says both processes have used since the run began, CPU seconds; a line
 * of device.jsonl.
 *
 * @param timeMillis wall-clock time
 * @param jobModelSeconds threads of the job's process that run models: infer and teacher
 * @param sidecarModelSeconds threads of the sidecar's process that run models: training and
 *     profiling
 * @param jobSeconds all threads of the job's process
 * @param sidecarSeconds all threads of the sidecar's process
 */
public record DeviceSample(
        long timeMillis,
        double jobModelSeconds,
        double sidecarModelSeconds,
        double jobSeconds,
        double sidecarSeconds) {

    /** All model work of the site. */
    public double modelSeconds() {
        return jobModelSeconds + sidecarModelSeconds;
    }
}
