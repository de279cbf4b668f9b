/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.planning.SiteState;
import io.ekya.job.record.Allocation;
import io.ekya.job.record.Control;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.InferenceSummary;
import io.ekya.job.record.LabelStatistics;
import io.ekya.job.record.LabelSummary;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.StudentVersion;
import io.ekya.job.record.Summary;
import io.ekya.job.record.WindowResult;
import io.ekya.job.source.kafka.FrameRecord;
import io.ekya.job.windows.WindowTally;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are exchanged or kept in state use Flink's serialisers and stay small. */
final class StreamTypesTest {
    private static final int MAX_RECORD_BYTES = 64 * 1024;

    private static final JobConfig DEMO =
            new ConfigLoader().load(Path.of("..", "conf", "demo.yaml"), List.of());

    /** As in the job: generic types, which Kryo would serialise, are disabled. */
    private static final SerializerConfig SERIALISERS =
            new SerializerConfigImpl(FlinkSettings.flinkConfiguration(DEMO));

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(SERIALISERS);
    }

    private static <T> int bytes(Class<T> type, T record) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        serializer(type).serialize(record, out);
        return out.length();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FrameRecord.class,
                FrameCrops.class,
                Prediction.class,
                Summary.class,
                WindowResult.class,
                Control.class,
                Allocation.class,
                StudentVersion.class,
                SidecarEvent.class,
                SiteState.class,
                WindowTally.class,
                InferenceSummary.class,
                LabelSummary.class
            })
    void isNotSerialisedByKryo(Class<?> type) {
        assertThat(serializerNames(serializer(type)))
                .doesNotContain("KryoSerializer")
                .doesNotContain("Kryo");
    }

    /** Returns the snapshot of a serializer, which contains the names of all nested serializers. */
    private static String serializerNames(TypeSerializer<?> serializer) {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        try {
            serializer.snapshotConfiguration().writeSnapshot(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new String(out.getCopyOfBuffer(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void demoFramesWithMaxRegionsAreSmall() throws IOException {
        int regions =
                DEMO.cameras().stream().mapToInt(CameraConfig::maxRegions).max().orElseThrow();

        assertThat(bytes(FrameCrops.class, frame(regions, DEMO.student().side())))
                .isLessThan(MAX_RECORD_BYTES);
        assertThat(bytes(Prediction.class, prediction(regions))).isLessThan(2_000);
    }

    @Test
    void framesWithTheLargestMaxRegionsAreSmall() throws IOException {
        int maxRegions =
                new ConfigLoader()
                        .parse(
                                "test",
                                "cameras: [{id: a, source: 'synthetic:', maxRegions: 20}]",
                                List.of())
                        .cameras()
                        .get(0)
                        .maxRegions();

        assertThat(bytes(FrameCrops.class, frame(maxRegions, 32))).isLessThan(MAX_RECORD_BYTES);
    }

    @Test
    void resultsAndSummariesAreSmall() throws IOException {
        Map<String, Double> options = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            options.put("every" + i + "-32px", 1.0 / i);
        }
        int[] counts = new int[ObjectClass.COUNT];
        LabelStatistics labelStatistics = new LabelStatistics(500, 0, 0.9, options, counts, counts);
        InferenceStatistics inferenceStatistics =
                new InferenceStatistics(options, "every1-32px", 0.2, 0.2, name(), 50L);
        LabelSummary labels = new LabelSummary(name(), 1, labelStatistics);
        InferenceSummary inference = new InferenceSummary(name(), 1, inferenceStatistics);
        WindowResult result =
                new WindowResult(
                        name(),
                        name(),
                        1,
                        0,
                        1,
                        new WindowResult.Frames(450, 450, 0),
                        new WindowResult.Truth(3000, 2500, 0.9, new long[ObjectClass.COUNT]),
                        labelStatistics,
                        new WindowResult.HeldOut(0.9, 0.5),
                        0.1,
                        inferenceStatistics);

        assertThat(bytes(Summary.class, Summary.of(labels))).isLessThan(4_000);
        assertThat(bytes(Summary.class, Summary.of(inference))).isLessThan(4_000);
        assertThat(bytes(WindowResult.class, result)).isLessThan(8_000);
        assertThat(bytes(WindowTally.class, new WindowTally())).isLessThan(4_000);
        assertThat(
                        bytes(
                                Control.class,
                                Control.of(new StudentVersion(name(), name(), name(), 1, 1))))
                .isLessThan(1_000);
    }

    private static String name() {
        return "x".repeat(64);
    }

    private static FrameCrops frame(int regions, int side) {
        return FrameCrops.frame(
                name(),
                1,
                new FrameCrops.Times(1, 1),
                new FrameCrops.Regions(
                        new float[4 * regions],
                        side,
                        new byte[3 * side * side * regions],
                        new int[regions]),
                FrameCrops.Use.INFER);
    }

    private static Prediction prediction(int regions) {
        return new Prediction(
                name(),
                1,
                1,
                1,
                Prediction.How.ANALYSED,
                new Prediction.Regions(new float[4 * regions], new int[regions], new int[regions]),
                DroppedCount.NONE,
                new Prediction.Model(name(), "every1-32px", name()),
                10);
    }
}
