/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSet;
import io.ekya.sidecar.api.RetrainRequest;

/**
 * Stages of a retraining: prepare; train on the window's labels and exemplars ({@link
 * RetrainingRun}) with interim evaluations ({@link InterimEvaluation}); evaluate the serving and
 * the new student and decide ({@link FinalEvaluation}).
 */
final class RetrainingStages {
    private final RetrainingContext context;

    RetrainingStages(
            RetrainRequest request,
            CameraData camera,
            Learner learner,
            EvaluationSettings settings,
            DeviceShare share) {
        this.context =
                new RetrainingContext(
                        request, camera, learner, settings, new BusyMeter(share::busyNanos));
    }

    Stage first() {
        return new Prepare();
    }

    private final class Prepare implements Stage {
        @Override
        public String name() {
            return "prepare";
        }

        @Override
        public Stage step() {
            RetrainRequest request = context.request();
            CameraData camera = context.camera();
            HeldOutSplit labels = camera.labels(request.window());
            ModelFile start = camera.student();
            LabelledCrops data =
                    TrainingSet.of(
                            labels.training(),
                            camera.exemplars(labels.training().crops().side()),
                            request.configuration().dataFraction(),
                            request.window());
            long seed = request.camera().hashCode() * 31L + request.window();
            Training training = context.learner().train(start, data, request.configuration(), seed);
            return new RetrainingRun(context, labels, start, training, data.count());
        }
    }
}
