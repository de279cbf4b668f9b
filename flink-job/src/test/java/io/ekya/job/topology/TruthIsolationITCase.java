/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.device.ShareGovernor;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.models.ConfiguredModels;
import io.ekya.job.models.Models;
import io.ekya.job.record.WindowResult;
import io.ekya.job.source.camera.ConfiguredFeeds;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.job.source.camera.SourceTiming;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.ScrambledTruth;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.label.Teacher;
import io.ekya.learn.Architecture;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * True classes influence the accuracy metric only: runs of the job, a sidecar and its learner on
 * the same frames with original and with scrambled true classes have the same training inputs, the
 * same student and the same predictions. Shares are not enforced, so nothing depends on timing.
 */
@Timeout(180)
final class TruthIsolationITCase {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    /** A multiple of the window length. */
    private static final long ORIGIN = 1_700_000_000_000L;

    private static final ModelFile UNTRAINED =
            DjlLearner.untrained(new Architecture("resnet", 8, 32, 32), 1);
    private static final RetrainingConfiguration RETRAINING =
            new RetrainingConfiguration("all-40ep", 40, 16, 0, 0, 1);

    private final Path folder;

    TruthIsolationITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    private static JobConfig config() {
        String yaml =
                """
                cameras:
                  - {id: north, source: "synthetic:", fps: 10, width: 160, height: 96}
                  - {id: south, source: "synthetic:", fps: 10, width: 160, height: 96, seed: 2}
                window: {seconds: 8, count: 2, pace: 0.1} # slow enough to label every sampled frame
                sampling: {bursts: 5, offsets: [0, 1, 2]}
                inference: {everyNth: [1], sides: [32], maxAgeMillis: 60000}
                teacher: {queue: 10000}
                scheduler: {policy: no-retraining, deadline: 0.5}
                flink: {parallelism: 2, checkpointMillis: 0}
                """;
        return new ConfigLoader().parse("test", yaml, List.of());
    }

    /** The configured models on a device whose shares are not enforced. */
    private record FreeModels(ConfiguredModels models, byte[] student) implements Models {
        private static final long serialVersionUID = 1L;

        @Override
        public Learner learner() {
            return models.learner();
        }

        @Override
        public Teacher teacher() throws IOException {
            return models.teacher();
        }

        @Override
        public ModelFile baseStudent() {
            return ModelFile.read(student);
        }

        @Override
        public ShareGovernor governor() {
            return (job, share) -> new ToyModels.FreeShare(share);
        }

        @Override
        public Path cache() {
            return models.cache();
        }
    }

    /**
     * The results of a run.
     *
     * @param inputs labelled crops that the sidecar stored, by camera and window; without the
     *     grouping into calls, which depends on timing
     * @param retrained the result of retraining camera north on its first window
     * @param before predictions of the untrained student
     * @param after predictions of the retrained student
     * @param results window results, with the metric
     */
    private record Outcome(
            SortedSet<String> inputs,
            RetrainResult retrained,
            List<String> before,
            List<String> after,
            List<WindowResult> results) {}

    @Test
    void scrambledTruthChangesOnlyTheMetric() throws Exception {
        Outcome original = runAndRetrain("original", new ConfiguredFeeds());
        Outcome scrambled = runAndRetrain("scrambled", new ScrambledTruth(new ConfiguredFeeds()));

        assertThat(original.inputs()).isNotEmpty();
        assertThat(scrambled.inputs()).isEqualTo(original.inputs());
        assertThat(original.retrained().sha256()).hasSize(64).isNotEqualTo(UNTRAINED.sha256());
        assertThat(scrambled.retrained().sha256()).isEqualTo(original.retrained().sha256());
        assertThat(scrambled.retrained().oldAccuracy())
                .isEqualTo(original.retrained().oldAccuracy());
        assertThat(scrambled.retrained().newAccuracy())
                .isEqualTo(original.retrained().newAccuracy());
        assertThat(original.before()).hasSize(320);
        assertThat(scrambled.before()).isEqualTo(original.before());
        assertThat(scrambled.after()).isEqualTo(original.after()).isNotEqualTo(original.before());

        assertThat(accuracies(scrambled))
                .isNotEqualTo(accuracies(original))
                .doesNotContain(Double.NaN);
    }

    private Outcome runAndRetrain(String name, FeedFactory feeds) throws Exception {
        Path own = folder.resolve(name);
        EvaluationSettings jobs = new EvaluationSettings(0.25, 5, 50, 0.1, 1);
        SidecarOptions options = SidecarOptions.local(own.resolve("sidecar"), jobs);
        try (SidecarServer server =
                new SidecarServer(options, new DjlLearner(), UNTRAINED, ModelFile::read)) {
            int port = server.port();
            Collected before = run(name + " before", feeds, UNTRAINED, port, own);
            SortedSet<String> inputs = rows(own.resolve("sidecar").resolve("samples"));
            try (FlightSidecar client = new FlightSidecar("127.0.0.1", port)) {
                RetrainResult retrained = retrain(client);
                ModelFile student = client.model(Objects.requireNonNull(retrained.sha256()));
                Collected after = run(name + " after", feeds, student, port, own);
                return new Outcome(
                        inputs,
                        retrained,
                        predictedClasses(before),
                        predictedClasses(after),
                        before.windows());
            }
        }
    }

    private static Collected run(
            String name, FeedFactory feeds, ModelFile student, int port, Path folder)
            throws Exception {
        JobConfig config = config();
        Models models =
                new FreeModels(
                        new ConfiguredModels(config, folder.resolve("cache")), student.bytes());
        return new TestingJob(
                        name,
                        config,
                        feeds,
                        SourceTiming.EVERY_FRAME,
                        models,
                        () -> new FlightSidecar("127.0.0.1", port))
                .run(ORIGIN);
    }

    private static RetrainResult retrain(FlightSidecar client) throws IOException {
        HelloReply hello = client.hello(new HelloRequest("edge", List.of("north", "south")));
        client.retrain(
                new RetrainRequest(
                        "edge", hello.epoch(), 1, "north", ORIGIN / 8_000, RETRAINING, 0.9, 1.0));
        Set<EventKind> ended =
                Set.of(EventKind.PROMOTED, EventKind.NOT_PROMOTED, EventKind.RETRAIN_FAILED);
        AtomicReference<@Nullable SidecarEvent> last = new AtomicReference<>();
        try (EventStream events = client.events("edge", hello.journal(), hello.nextEvent())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(
                            () -> {
                                SidecarEvent event = events.poll(Duration.ofSeconds(1));
                                last.set(event);
                                return event != null && ended.contains(event.kind());
                            });
        }
        SidecarEvent event = Objects.requireNonNull(last.get());
        assertThat(event.kind()).as(event.payload()).isEqualTo(EventKind.PROMOTED);
        return new ObjectMapper().readValue(event.payload(), RetrainResult.class);
    }

    private static List<String> predictedClasses(Collected run) {
        return run.predictions().stream()
                .map(p -> p.camera() + p.index() + Arrays.toString(p.regions().classes()))
                .sorted()
                .toList();
    }

    private static List<Double> accuracies(Outcome outcome) {
        return outcome.results().stream().map(w -> w.truth().accuracy()).sorted().toList();
    }

    /** Returns all rows of the Arrow files below a folder, each prefixed with its subfolder. */
    private static SortedSet<String> rows(Path below) throws IOException {
        SortedSet<String> rows = new TreeSet<>();
        try (Stream<Path> all = Files.walk(below);
                BufferAllocator memory = new RootAllocator()) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try (SeekableByteChannel in = Files.newByteChannel(file);
                        ArrowFileReader reader = new ArrowFileReader(in, memory)) {
                    String window = below.relativize(file.resolveSibling("")).toString();
                    while (reader.loadNextBatch()) {
                        rows(window, reader.getVectorSchemaRoot(), rows);
                    }
                }
            }
        }
        return rows;
    }

    private static void rows(String window, VectorSchemaRoot batch, Set<String> into) {
        for (int i = 0; i < batch.getRowCount(); i++) {
            StringBuilder row = new StringBuilder(window);
            for (FieldVector column : batch.getFieldVectors()) {
                Object value = column.getObject(i);
                row.append(' ')
                        .append(value instanceof byte[] b ? (Object) Arrays.hashCode(b) : value);
            }
            into.add(row.toString());
        }
    }
}
