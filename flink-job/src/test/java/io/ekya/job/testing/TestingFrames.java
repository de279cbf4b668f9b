/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.Jpeg;
import io.ekya.vision.ObjectClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Frames as records of the frames' topic. */
public final class TestingFrames {
    /** Width and height of the frames, pixels. */
    public static final int WIDTH = 64;

    public static final int HEIGHT = 48;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SEGMENT = 65_000;

    private TestingFrames() {}

    /** Returns a frame of {@link PlainStreet} with its boxes and true classes. */
    public static ProducerRecord<String, byte[]> record(
            String topic, String key, long index, long timeMillis) {
        PlainStreet street = new PlainStreet(10, Long.MAX_VALUE, false, 0);
        street.skipTo(index);
        try {
            Frame frame = Objects.requireNonNull(street.next());
            ProducerRecord<String, byte[]> record =
                    record(topic, key, timeMillis, Jpeg.encode(frame.image(), 0.95));
            header(record, "ce_id", Long.toString(index));
            header(record, "boxes", boxes(frame));
            return record;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a record with any value. */
    public static ProducerRecord<String, byte[]> record(
            String topic, String key, long timeMillis, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_source", "/" + key);
        header(record, "ce_type", "io.ekya.frame");
        header(record, "ce_time", Instant.ofEpochMilli(timeMillis).toString());
        header(record, "content-type", "image/jpeg");
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        Headers headers = record.headers();
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String boxes(Frame frame) {
        ArrayNode list = JSON.createArrayNode();
        for (int i = 0; i < frame.boxes().size(); i++) {
            Box box = frame.boxes().get(i);
            ObjectNode node = list.addObject();
            node.put("x", box.x()).put("y", box.y());
            node.put("width", box.width()).put("height", box.height());
            node.put("class", className(frame.truth()[i]));
        }
        return list.toString();
    }

    private static String className(int index) {
        return Stream.of(ObjectClass.values())
                .filter(c -> c.index() == index)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** Returns a JPEG of noise with exactly this size, filled up with comments. */
    public static byte[] jpegOfSize(int bytes, int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        new Random(7).nextBytes(bgr);
        byte[] jpeg = Jpeg.encode(new BgrImage(width, height, bgr), 0.8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        out.write(jpeg, 0, 2); // start of image
        int rest = bytes - jpeg.length;
        while (rest > 0) {
            int segment =
                    rest > 2 * MAX_SEGMENT ? MAX_SEGMENT : rest > MAX_SEGMENT ? rest / 2 : rest;
            int length = segment - 2; // without the marker
            out.write(0xff);
            out.write(0xfe);
            out.write(length >> 8);
            out.write(length);
            out.writeBytes(new byte[length - 2]);
            rest -= segment;
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
