package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Everything a job is told; each part has its own record. The root of a configuration file. */
public record JobConfig(
        @ConfigKey(text = "Name of the edge server", byDefault = "edge", pattern = ID) String site,
        @ConfigKey(
                        text = "GPUs to share out; on a CPU one GPU is one core",
                        byDefault = "1.0",
                        min = 0.05,
                        max = 1024)
                double gpus,
        @ConfigKey(text = "Seed of everything random", byDefault = "1") long seed,
        @ConfigKey(text = "The cameras") List<CameraConfig> cameras,
        @ConfigKey(text = "Retraining windows", byDefault = "{}") WindowConfig window,
        @ConfigKey(text = "Which frames are labelled", byDefault = "{}") SamplingConfig sampling,
        @ConfigKey(text = "The golden model", byDefault = "{}") TeacherConfig teacher,
        @ConfigKey(text = "The students", byDefault = "{}") StudentConfig student,
        @ConfigKey(text = "How frames are analysed", byDefault = "{}") InferenceConfig inference,
        @ConfigKey(text = "How students are retrained", byDefault = "{}")
                RetrainingConfig retraining,
        @ConfigKey(text = "Who gets what", byDefault = "{}") SchedulerConfig scheduler,
        @ConfigKey(text = "The training process", byDefault = "{}") SidecarConfig sidecar,
        @ConfigKey(text = "Where results go", byDefault = "{}") OutputConfig output,
        @ConfigKey(text = "The Flink job", byDefault = "{}") FlinkConfig flink)
        implements Serializable {

    /** Rule of every id that becomes a file name. */
    public static final String ID = "[A-Za-z0-9._-]{1,64}";

    public JobConfig {
        cameras = List.copyOf(cameras);
    }
}
