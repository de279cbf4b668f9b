/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Configuration of the Flink job; the root of a configuration file. */
public record JobConfig(
        @ConfigKey(
                        text = "Name of the edge server",
                        byDefault = "edge",
                        pattern = ID,
                        example = "market-square")
                String site,
        @ConfigKey(
                        text = "GPUs to be divided; on a CPU one GPU is one core",
                        byDefault = "1.0",
                        min = 0.05,
                        max = 1024)
                double gpus,
        @ConfigKey(text = "Seed of all random numbers", byDefault = "1") long seed,
        @ConfigKey(text = "The cameras", byDefault = "[]") List<CameraConfig> cameras,
        @ConfigKey(
                        text =
                                "YAML file with cameras that is watched while the job runs; its cameras replace those above; empty if there is none",
                        byDefault = "")
                String camerasFile,
        @ConfigKey(text = "Retraining windows", byDefault = "{}") WindowConfig window,
        @ConfigKey(text = "Which frames are labelled", byDefault = "{}") SamplingConfig sampling,
        @ConfigKey(text = "The golden model (teacher)", byDefault = "{}") TeacherConfig teacher,
        @ConfigKey(text = "The students", byDefault = "{}") StudentConfig student,
        @ConfigKey(text = "Inference configurations", byDefault = "{}") InferenceConfig inference,
        @ConfigKey(text = "Retraining configurations", byDefault = "{}")
                RetrainingConfig retraining,
        @ConfigKey(text = "Scheduling of the GPUs", byDefault = "{}") SchedulerConfig scheduler,
        @ConfigKey(text = "The training process", byDefault = "{}") SidecarConfig sidecar,
        @ConfigKey(text = "Output of results", byDefault = "{}") OutputConfig output,
        @ConfigKey(text = "Connection to Kafka", byDefault = "{}") KafkaConfig kafka,
        @ConfigKey(text = "Connection to an MQTT broker", byDefault = "{}") MqttConfig mqtt,
        @ConfigKey(text = "The Flink job", byDefault = "{}") FlinkConfig flink)
        implements Serializable {

    /** Pattern of ids that become file names. */
    public static final String ID = "[A-Za-z0-9._-]{1,64}";

    public JobConfig {
        cameras = List.copyOf(cameras);
    }

    /** Returns whether cameras can be added, changed and removed while the job runs. */
    public boolean changesCameras() {
        return !camerasFile.isEmpty() || !kafka.camerasTopic().isEmpty();
    }

    /** Returns whether frames can come through Kafka, now or after a change. */
    public boolean readsFramesFromKafka() {
        return cameras.stream().anyMatch(CameraConfig::fromKafka)
                || (changesCameras() && !kafka.bootstrapServers().isEmpty());
    }

    /** Returns this configuration with other cameras. */
    public JobConfig withCameras(List<CameraConfig> others) {
        return new JobConfig(
                site,
                gpus,
                seed,
                others,
                camerasFile,
                window,
                sampling,
                teacher,
                student,
                inference,
                retraining,
                scheduler,
                sidecar,
                output,
                kafka,
                mqtt,
                flink);
    }
}
