package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Everything a job is told; each part has its own record. The root of a configuration file. */
public record JobConfig(
        @Setting(text = "Name of the edge server", byDefault = "edge", pattern = ID) String site,
        @Setting(
                        text = "GPUs to share out; on a CPU one GPU is one core",
                        byDefault = "1.0",
                        min = 0.05,
                        max = 1024)
                double gpus,
        @Setting(text = "Seed of everything random", byDefault = "1") long seed,
        @Setting(text = "The cameras") List<CameraConfig> cameras,
        @Setting(text = "Retraining windows", byDefault = "{}") WindowConfig window,
        @Setting(text = "Which frames are labelled", byDefault = "{}") SamplingConfig sampling,
        @Setting(text = "The golden model", byDefault = "{}") TeacherConfig teacher,
        @Setting(text = "The students", byDefault = "{}") StudentConfig student,
        @Setting(text = "How frames are analysed", byDefault = "{}") InferenceConfig inference,
        @Setting(text = "How students are retrained", byDefault = "{}") RetrainingConfig retraining,
        @Setting(text = "Who gets what", byDefault = "{}") SchedulerConfig scheduler,
        @Setting(text = "The training process", byDefault = "{}") SidecarConfig sidecar,
        @Setting(text = "Where results go", byDefault = "{}") OutputConfig output,
        @Setting(text = "The Flink job", byDefault = "{}") FlinkConfig flink)
        implements Serializable {

    /** Rule of every id that becomes a file name. */
    public static final String ID = "[A-Za-z0-9._-]{1,64}";

    public JobConfig {
        cameras = List.copyOf(cameras);
    }
}
