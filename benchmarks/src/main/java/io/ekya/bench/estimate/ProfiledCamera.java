/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.estimate;

import io.ekya.bench.estimate.Truths.Truth;
import io.ekya.bench.models.StreetWindows;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceClock;
import io.ekya.device.TimeShareGovernor;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.ExemplarMemory;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSet;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ProfileResult.Option;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.jobs.JobDevice;
import io.ekya.sidecar.server.jobs.JobEngine;
import io.ekya.sidecar.server.store.Disk;
import io.ekya.sidecar.server.store.Retention;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StudentCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One camera on one street. In every window the sidecar's job engine micro-profiles, every
 * configuration is trained from the serving student on the same labels and exemplars, and then the
 * engine retrains with a fixed reference configuration to get the next window's serving student.
 */
final class ProfiledCamera implements AutoCloseable {
    private static final String SITE = "estimate";
    private static final String CAMERA = "camera";
    private static final long TIMEOUT_SECONDS = 300;

    /** In this window every training is timed, also if its accuracy is known. */
    private static final int TIMED_WINDOW = 1;

    private static final Set<EventKind> ENDINGS =
            Set.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED, EventKind.RETRAIN_FAILED);

    private final Learner learner = new DjlLearner();
    private final ModelFile base = BaseModels.student();
    private final RootAllocator allocator = new RootAllocator();
    private final long street;
    private final StreetWindows windows;
    private final List<RetrainingConfiguration> configurations;
    private final RetrainingConfiguration reference;
    private final Truths truths;
    private final Store store;
    private final ThreadFailure failure = new ThreadFailure();
    private final JobEngine engine;
    private final long epoch;
    private final ExemplarMemory memory =
            new ExemplarMemory(EvaluationSettings.DEFAULT.exemplars());
    private final Map<String, Double> before = new HashMap<>();
    private double timedProfileSeconds;
    private final List<Double> errorsOfRetrainings = new ArrayList<>();
    private int window;

    /**
     * Creates a camera.
     *
     * @param reference configuration that the engine retrains with at the end of each window
     * @param folder of the engine's store
     */
    ProfiledCamera(
            long street,
            StreetWindows windows,
            List<RetrainingConfiguration> configurations,
            RetrainingConfiguration reference,
            Truths truths,
            Path folder) {
        this.street = street;
        this.windows = windows;
        this.configurations = configurations;
        this.reference = reference;
        this.truths = truths;
        this.store =
                Store.open(
                        folder,
                        allocator,
                        ModelFile::read,
                        Retention.DEFAULT,
                        Clock.systemUTC(),
                        Disk.real());
        store.models().put(base);
        this.epoch =
                store.sites().hello(new HelloRequest(SITE, List.of(CAMERA)), List.of()).epoch();
        this.engine =
                new JobEngine(
                        store,
                        base,
                        EvaluationSettings.DEFAULT,
                        JobDevice.inTurns(1, new TimeShareGovernor(DeviceClock.cpu()), learner),
                        Clock.systemUTC(),
                        failure);
    }

    /** Returns the CPU seconds of the micro-profiles of windows whose trainings were timed. */
    double timedProfileSeconds() {
        return timedProfileSeconds;
    }

    /** Returns the relative errors of the seconds of the engine's own retrainings. */
    List<Double> errorsOfRetrainings() {
        return errorsOfRetrainings;
    }

    /**
     * Profiles a window, as the engine is slower at the start; returns the CPU seconds of training
     * every configuration, as estimated on this machine.
     */
    double warmUp(double budgetSeconds) throws InterruptedException {
        LabelledCrops labels = windows.next().labels();
        store.samples().put(SITE, CAMERA, window, Samples.numbered(labels));
        ProfileResult result = profile(labels.count(), budgetSeconds);
        window++;
        return result.options().stream().mapToDouble(Option::gpuSeconds).sum();
    }

    /**
     * Processes the next window: micro-profile, true accuracies, retraining.
     *
     * @param budgetSeconds of the micro-profile
     */
    List<Estimate> next(double budgetSeconds) throws IOException, InterruptedException {
        StreetWindows.Window data = windows.next();
        store.samples().put(SITE, CAMERA, window, Samples.numbered(data.labels()));
        ModelFile student =
                store.students()
                        .serving(SITE, CAMERA)
                        .map(StudentCatalog.Serving::sha256)
                        .filter(sha256 -> !sha256.isEmpty())
                        .map(store.models()::get)
                        .orElse(base);
        ProfileResult profile = profile(data.labels().count(), budgetSeconds);
        if (profile.options().isEmpty()) {
            throw new IllegalStateException(
                    "street %d, window %d: no estimate with a budget of %.3f s"
                            .formatted(street, window, budgetSeconds));
        }
        double start = accuracy(student, data.truth());
        Map<String, Option> estimates = new HashMap<>();
        profile.options().forEach(o -> estimates.put(o.configuration(), o));
        List<Estimate> all = new ArrayList<>();
        for (RetrainingConfiguration c : configurations) {
            Truth truth = truth(student, data, c);
            Option option = estimates.get(c.id());
            if (option != null) {
                all.add(
                        new Estimate(
                                street,
                                window,
                                c.id(),
                                start,
                                option.accuracy(),
                                truth.accuracy(),
                                before.get(c.id()),
                                option.accuracyError() == null ? 0 : option.accuracyError(),
                                truth,
                                option.gpuSeconds()));
            }
            before.put(c.id(), truth.accuracy());
        }
        if (all.stream().allMatch(e -> e.cost().timed())) {
            timedProfileSeconds += profile.costSeconds();
        }
        retrain(estimates.get(reference.id()));
        window++;
        return all;
    }

    private ProfileResult profile(int labels, double budgetSeconds) throws InterruptedException {
        engine.profile(
                new ProfileRequest(
                        SITE,
                        CAMERA,
                        window,
                        0,
                        budgetSeconds,
                        labels,
                        null,
                        Map.of(),
                        configurations));
        SidecarEvent event = await(Set.of(EventKind.PROFILED));
        return Json.read(event.payload(), ProfileResult.class);
    }

    private void retrain(@Nullable Option option) throws InterruptedException {
        engine.retrain(
                new RetrainRequest(
                        SITE,
                        epoch,
                        window + 1,
                        CAMERA,
                        window,
                        reference,
                        option == null ? 0.9 : option.accuracy(),
                        1));
        RetrainResult result = Json.read(await(ENDINGS).payload(), RetrainResult.class);
        if (option != null && result.gpuSeconds() != null) {
            errorsOfRetrainings.add(Math.abs(option.gpuSeconds() / result.gpuSeconds() - 1));
        }
    }

    private SidecarEvent await(Set<EventKind> kinds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() < end) {
            failure.rethrow();
            long seen = store.journal().changes();
            var extent = store.journal().open(SITE);
            List<SidecarEvent> events =
                    store.journal().read(SITE, extent.id(), extent.oldest(), 10_000);
            for (SidecarEvent event : events) {
                if (event.isOfWindow(window) && kinds.contains(event.kind())) {
                    return event;
                }
            }
            store.journal().awaitChange(seen, 1_000);
        }
        throw new IllegalStateException("the job engine did not complete the job in time");
    }

    private Truth truth(
            ModelFile student, StreetWindows.Window data, RetrainingConfiguration configuration)
            throws IOException {
        String key = Truths.key(street, window, student.sha256(), configuration.id());
        var known = truths.get(key);
        if (known.isPresent() && window != TIMED_WINDOW) {
            return known.get();
        }
        HeldOutSplit split = HeldOutSplit.of(data.labels());
        LabelledCrops exemplars =
                store.samples()
                        .exemplars(SITE, CAMERA)
                        .map(Samples::crops)
                        .orElseGet(() -> LabelledCrops.empty(split.training().crops().side()));
        LabelledCrops set =
                TrainingSet.of(split.training(), exemplars, configuration.dataFraction(), window);
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        try (Training training = learner.train(student, set, configuration, window)) {
            while (training.step()) {}
            double trained = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
            ModelFile result = training.snapshot();
            accuracy(student, split.heldOut());
            accuracy(result, split.heldOut());
            try (Classifier classifier = learner.open(result)) {
                memory.update(exemplars, split.training(), classifier);
            }
            double retrained = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
            Truth truth = new Truth(accuracy(result, data.truth()), trained, retrained);
            truths.add(key, truth);
            return truth;
        }
    }

    private double accuracy(ModelFile model, LabelledCrops data) {
        try (Classifier classifier = learner.open(model)) {
            return classifier.accuracy(data);
        }
    }

    @Override
    public void close() {
        engine.close();
        store.close();
        windows.close();
        allocator.close();
    }
}
