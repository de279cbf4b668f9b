/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.testing.TestingFrames;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Jpeg;
import io.ekya.vision.ObjectClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decoding operator in Flink's test harness; frames are stale after a second. */
class DecodeFunctionTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String FRESH = Instant.ofEpochMilli(NOW - 200).toString();
    private static final byte[] JPEG = jpeg(128, 96);

    private static final JobConfig CONFIG =
            new ConfigLoader()
                    .parse(
                            "test",
                            """
                            site: edge
                            cameras:
                              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
                              - {id: hall, source: "kafka:", fps: 10, regions: frame}
                              - {id: street, source: "synthetic:"}
                            window: {seconds: 10}
                            inference: {maxAgeMillis: 1000}
                            kafka: {bootstrapServers: "127.0.0.1:9092", maxFrameKib: 900}
                            """,
                            List.of());

    private OneInputStreamOperatorTestHarness<FrameRecord, FrameCrops> decode;

    private static byte[] jpeg(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) 90);
        return Jpeg.encode(new BgrImage(width, height, bgr), 0.9);
    }

    @BeforeEach
    void start() throws Exception {
        decode =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new DecodeFunction(CONFIG)));
        decode.open();
        decode.setProcessingTime(NOW);
    }

    @AfterEach
    void stop() throws Exception {
        decode.close();
    }

    private static FrameRecord record(
            String key, byte @Nullable [] jpeg, @Nullable String time, @Nullable String boxes) {
        return new FrameRecord(key, jpeg, "7", time, "image/jpeg", boxes, 40, NOW - 100);
    }

    private static FrameRecord frame(byte @Nullable [] jpeg) {
        return record("edge/north", jpeg, FRESH, null);
    }

    private FrameCrops decode(FrameRecord record) throws Exception {
        long eventMillis = new FrameClock(1_000).eventMillis(record, NOW);
        decode.processElement(record, eventMillis);
        List<FrameCrops> out = decode.extractOutputValues();
        assertThat(out).hasSize(1);
        decode.getOutput().clear();
        assertThat(out.get(0).times().eventMillis()).isEqualTo(eventMillis);
        return out.get(0);
    }

    /** Asserts that a record is a dead letter of its camera, and returns the reason. */
    private String reasonOf(FrameRecord record) throws Exception {
        FrameCrops out = decode(record);
        assertThat(out.kind()).isEqualTo(FrameCrops.Kind.BAD);
        assertThat(out.camera()).isEqualTo("north");
        assertThat(out.index()).isEqualTo(7);
        assertThat(out.dropped()).isEqualTo(new DroppedCount(1, 0));
        return String.valueOf(out.error());
    }

    /** The JPEG of 128x96 pixels, said to be stored turned by 90 degrees. */
    private static byte[] turned() {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0, // APP1
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1, // TIFF with one entry
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        return ByteBuffer.allocate(JPEG.length + exif.length)
                .put(JPEG, 0, 2)
                .put(exif)
                .put(JPEG, 2, JPEG.length - 2)
                .array();
    }

    @Test
    void turnsAJpegAndPlacesItsBoxes() throws Exception {
        String box = "[{\"x\": 0, \"y\": 0, \"width\": 96, \"height\": 128}]";
        FrameCrops out = decode(record("edge/north", turned(), FRESH, box));

        assertThat(out.kind()).isEqualTo(FrameCrops.Kind.FRAME);
        // shown as 96x128, so 36x48 with bars of 14 pixels in a frame of 64x48
        assertThat(out.regions().boxes()).containsExactly(14, 0, 36, 48);
    }

    @Test
    void manyUnusableRecordsAreCountedInFewDeadLetters() throws Exception {
        int letters = 0;
        for (int i = 0; i < 50; i++) {
            FrameCrops out = decode(record("edge/north", new byte[] {1, 2, 3}, FRESH, null));
            assertThat(out.dropped()).isEqualTo(new DroppedCount(1, 0));
            letters += out.faults() > 0 ? 1 : 0;
        }
        assertThat(letters).isEqualTo(3);
    }

    @Test
    void cutsGivenBoxesFromAScaledFrame() throws Exception {
        FrameCrops out =
                decode(
                        record(
                                "edge/north",
                                JPEG,
                                FRESH,
                                """
                                [{"x": 0, "y": 0, "width": 64, "height": 48, "class": "car"},
                                 {"x": 100, "y": 50, "width": 20, "height": 40}]
                                """));

        assertThat(out.kind()).isEqualTo(FrameCrops.Kind.FRAME);
        assertThat(out.camera()).isEqualTo("north");
        assertThat(out.index()).isEqualTo(7);
        assertThat(out.times()).isEqualTo(new FrameCrops.Times(NOW - 200, NOW - 200));
        assertThat(out.regions().boxes()).containsExactly(0, 0, 32, 24, 50, 25, 10, 20);
        assertThat(out.regions().truth())
                .containsExactly(ObjectClass.CAR.index(), ObjectClass.UNKNOWN);
        int side = CONFIG.student().side();
        assertThat(out.regions().crops()).hasSize(2 * 3 * side * side);
        assertThat(out.regions().crops()[0] & 0xff).isBetween(85, 95);
    }

    @Test
    void usesTheWholeFrameOfACameraThatIsConfiguredSo() throws Exception {
        FrameCrops out = decode(record("edge/hall", JPEG, FRESH, null));
        assertThat(out.regions().boxes()).containsExactly(0, 0, 320, 240);
    }

    @Test
    void numbersAFrameByItsOffsetWithoutANumericId() throws Exception {
        FrameRecord named =
                new FrameRecord(
                        "edge/north", JPEG, "frame-7", FRESH, "image/jpeg", null, 40, NOW - 100);
        assertThat(decode(named).index()).isEqualTo(40);
    }

    @Test
    void takesKafkasTimeOfARecordWithoutTime() throws Exception {
        FrameCrops out = decode(record("edge/north", JPEG, null, null));
        assertThat(out.isFrame()).isTrue();
        assertThat(out.times()).isEqualTo(new FrameCrops.Times(NOW - 100, NOW - 100));
    }

    @Test
    void countsAStaleFrameAsDroppedWithoutDecodingIt() throws Exception {
        decode(record("edge/north", JPEG, FRESH, "[{\"x\":0,\"y\":0,\"width\":9,\"height\":9}]"));
        String stale = Instant.ofEpochMilli(NOW - 300_000).toString();
        FrameCrops out =
                decode(
                        record(
                                "edge/north",
                                "no image".getBytes(StandardCharsets.UTF_8),
                                stale,
                                null));

        assertThat(out.kind()).isEqualTo(FrameCrops.Kind.HEARTBEAT);
        assertThat(out.dropped()).isEqualTo(new DroppedCount(1, 1)); // regions as in the last frame
        assertThat(out.times().eventMillis()).isEqualTo(NOW - 1_000);
    }

    @Test
    void acceptsAFrameOf900KiB() throws Exception {
        byte[] large = TestingFrames.jpegOfSize(900 * 1024, 640, 480);
        assertThat(large).hasSize(900 * 1024);
        assertThat(decode(frame(large)).isFrame()).isTrue();
    }

    @Test
    void rejectsALargerFrame() throws Exception {
        byte[] large = TestingFrames.jpegOfSize(900 * 1024 + 1, 640, 480);
        assertThat(reasonOf(frame(large)))
                .isEqualTo("frame 7: has 901 KiB, more than kafka.maxFrameKib allows (900)");
    }

    @Test
    void rejectsARecordWithoutImage() throws Exception {
        assertThat(reasonOf(frame(null))).isEqualTo("frame 7: has no image");
        assertThat(reasonOf(frame(new byte[0]))).isEqualTo("frame 7: has no image");
    }

    @Test
    void rejectsWhatIsNoJpeg() throws Exception {
        assertThat(reasonOf(frame("no image".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("frame 7: is not a JPEG image");
        assertThat(reasonOf(frame(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0, 0})))
                .contains("image");
        assertThat(reasonOf(frame(Arrays.copyOf(JPEG, JPEG.length / 2))))
                .contains("is a damaged image");
    }

    /** The header claims 65500 x 65500 pixels, which would need 12 GB. */
    @Test
    void rejectsAnImageWhoseHeaderClaimsTooManyPixels() throws Exception {
        byte[] bomb = JPEG.clone();
        int at = startOfFrame(bomb);
        for (int i = 0; i < 4; i += 2) {
            bomb[at + 5 + i] = (byte) 0xff;
            bomb[at + 6 + i] = (byte) 0xdc;
        }
        assertThat(reasonOf(frame(bomb))).contains("65500x65500 pixels");
    }

    private static int startOfFrame(byte[] jpeg) {
        for (int i = 0; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no start of frame");
    }

    @Test
    void rejectsAnotherContentType() throws Exception {
        FrameRecord png =
                new FrameRecord("edge/north", JPEG, "7", FRESH, "image/png", null, 40, NOW);
        assertThat(reasonOf(png))
                .isEqualTo("frame 7: content-type must be image/jpeg, but is 'image/png'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no json | must be a JSON array
                    {} | must be a JSON array
                    [{"x": 1}] | y of box 0 must be a number
                    [{"x": 1, "y": 1, "width": 500, "height": 5}] | must lie inside the frame of 128x96
                    [{"x": 1, "y": 1, "width": 0, "height": 5}] | must lie inside the frame
                    [{"x": 1, "y": 1, "width": 5, "height": 5, "class": "tram"}] | class of box 0
                    """)
    void rejectsInvalidBoxes(String boxes, String reason) throws Exception {
        assertThat(reasonOf(record("edge/north", JPEG, FRESH, boxes))).contains(reason);
    }

    @Test
    void rejectsATimeThatIsNoneOrInTheFuture() throws Exception {
        assertThat(reasonOf(record("edge/north", JPEG, "yesterday\n", null)))
                .contains("ce_time must be a time")
                .endsWith("'yesterday?'");
        String future = Instant.ofEpochMilli(NOW + 3_600_000).toString();
        assertThat(reasonOf(record("edge/north", JPEG, future, null)))
                .contains("ce_time is 3600 s ahead");
    }

    @Test
    void acceptsAClockThatIsSlightlyAhead() throws Exception {
        String ahead = Instant.ofEpochMilli(NOW + 3_000).toString();
        FrameCrops out = decode(record("edge/north", JPEG, ahead, null));
        assertThat(out.isFrame()).isTrue();
        assertThat(out.times()).isEqualTo(new FrameCrops.Times(NOW, NOW));
    }

    /** Such records must not reach inference, which would open a student for each name. */
    @ParameterizedTest
    @CsvSource({
        "edge/east, east, this camera is not configured",
        "edge/street, street, this camera is not configured with the source kafka:",
        "north, north, key must have the form site/camera",
        "edge/, edge/, key must have the form site/camera",
        "edge/north/2, edge/north/2, key must have the form site/camera",
        "'', '', key must have the form site/camera"
    })
    void recordsOfUnknownCamerasAreOnlyDeadLetters(String key, String camera, String reason)
            throws Exception {
        decode.processElement(record(key, JPEG, FRESH, null), NOW);

        assertThat(decode.extractOutputValues()).isEmpty();
        Queue<StreamRecord<FrameCrops>> letters =
                decode.getSideOutput(DecodeFunction.UNKNOWN_CAMERAS);
        assertThat(letters).hasSize(1);
        FrameCrops letter = letters.element().getValue();
        assertThat(letter.kind()).isEqualTo(FrameCrops.Kind.BAD);
        assertThat(letter.camera()).isEqualTo(camera);
        assertThat(letter.error()).startsWith("record 40: ").contains(reason);
    }

    @Test
    void ignoresOtherSites() throws Exception {
        decode.processElement(record("harbour/north", JPEG, FRESH, null), NOW);
        assertThat(decode.extractOutputValues()).isEmpty();
        assertThat(decode.getSideOutput(DecodeFunction.UNKNOWN_CAMERAS)).isNull();
    }

    @Test
    void samplesFramesForLabelling() throws Exception {
        int sampled = 0;
        for (int i = 0; i < 100; i++) { // a window of 10 s at 10 frames a second
            long time = NOW - 60_000 + 100L * i;
            decode.setProcessingTime(time);
            FrameRecord record =
                    record("edge/north", JPEG, Instant.ofEpochMilli(time).toString(), null);
            decode.processElement(record, time);
        }
        for (FrameCrops out : decode.extractOutputValues()) {
            sampled += out.use() == FrameCrops.Use.CANDIDATE ? 1 : 0;
        }
        assertThat(sampled).isEqualTo(CONFIG.sampling().offsets().size() * 9);
    }
}
