/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Journal events as Arrow rows: {@code n}, {@code time}, {@code window} (int64), {@code site},
 * {@code journal}, {@code kind}, {@code camera}, {@code payload} (utf8); window and camera are
 * nullable. A batch without rows is a heartbeat.
 */
public final class EventRows {
    public static final Schema SCHEMA =
            new Schema(
                    List.of(
                            number("n", false),
                            number("time", false),
                            number("window", true),
                            text("site", false),
                            text("journal", false),
                            text("kind", false),
                            text("camera", true),
                            text("payload", false)));

    private EventRows() {}

    private static Field number(String name, boolean nullable) {
        return new Field(name, new FieldType(nullable, new ArrowType.Int(64, true), null), null);
    }

    private static Field text(String name, boolean nullable) {
        return new Field(name, new FieldType(nullable, ArrowType.Utf8.INSTANCE, null), null);
    }

    /** Replaces the contents of a root of {@link #SCHEMA}. */
    public static void write(List<SidecarEvent> events, VectorSchemaRoot root) {
        root.allocateNew();
        for (int i = 0; i < events.size(); i++) {
            SidecarEvent e = events.get(i);
            set(root, "n", i, e.n());
            set(root, "time", i, e.timeMillis());
            if (e.window() != null) {
                set(root, "window", i, e.window());
            }
            set(root, "site", i, e.site());
            set(root, "journal", i, e.journal());
            set(root, "kind", i, e.kind().name());
            if (e.camera() != null) {
                set(root, "camera", i, e.camera());
            }
            set(root, "payload", i, e.payload());
        }
        root.setRowCount(events.size());
    }

    /** Reads the events of a batch. */
    public static List<SidecarEvent> read(VectorSchemaRoot root) {
        List<SidecarEvent> events = new ArrayList<>(root.getRowCount());
        for (int i = 0; i < root.getRowCount(); i++) {
            events.add(
                    new SidecarEvent(
                            text(root, "site", i),
                            text(root, "journal", i),
                            number(root, "n", i),
                            number(root, "time", i),
                            EventKind.of(text(root, "kind", i)),
                            isNull(root, "camera", i) ? null : text(root, "camera", i),
                            nullableNumber(root, "window", i),
                            text(root, "payload", i)));
        }
        return events;
    }

    private static void set(VectorSchemaRoot root, String name, int row, long value) {
        ((BigIntVector) root.getVector(name)).setSafe(row, value);
    }

    private static void set(VectorSchemaRoot root, String name, int row, String value) {
        ((VarCharVector) root.getVector(name)).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isNull(VectorSchemaRoot root, String name, int row) {
        return root.getVector(name).isNull(row);
    }

    private static @Nullable Long nullableNumber(VectorSchemaRoot root, String name, int row) {
        return isNull(root, name, row) ? null : Long.valueOf(number(root, name, row));
    }

    private static long number(VectorSchemaRoot root, String name, int row) {
        return ((BigIntVector) root.getVector(name)).get(row);
    }

    private static String text(VectorSchemaRoot root, String name, int row) {
        return new String(((VarCharVector) root.getVector(name)).get(row), StandardCharsets.UTF_8);
    }
}
