/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.changes;

import io.ekya.job.config.CameraTexts;
import io.ekya.job.config.JobConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where people change the cameras. Used by one thread, except for {@link #close}. */
public interface CameraControl extends AutoCloseable {

    /**
     * Looks for changes; may wait for a moment.
     *
     * @throws Exception if it cannot be reached; it is asked again later
     */
    Update poll() throws Exception;

    /** Ends a {@link #poll} in progress; does not throw. */
    @Override
    void close();

    /**
     * What was found.
     *
     * @param changes all changes that hold now, against the configuration
     * @param refused changes that were refused; they change nothing
     */
    record Update(CameraChanges changes, List<Refusal> refused) {
        public Update {
            refused = List.copyOf(refused);
        }
    }

    /**
     * A change that was refused.
     *
     * @param camera empty if the change concerns all of them
     */
    record Refusal(String camera, String reason) {}

    /**
     * Returns the control that a job is configured with; empty if its cameras do not change.
     *
     * @param before changes that hold already, from a checkpoint
     */
    static Optional<CameraControl> of(JobConfig config, CameraChanges before) {
        CameraTexts texts = new CameraTexts(config);
        if (!config.camerasFile().isEmpty()) {
            return Optional.of(new FileControl(Path.of(config.camerasFile()), texts, before));
        }
        return config.kafka().camerasTopic().isEmpty()
                ? Optional.empty()
                : Optional.of(new TopicControl(config, texts, before));
    }
}
