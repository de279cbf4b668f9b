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

/**
 * Lines of the journal as Arrow rows: {@code n}, {@code time}, {@code window} (int64), {@code
 * site}, {@code journal}, {@code kind}, {@code camera}, {@code payload} (utf8). A batch without
 * rows says that the tail is alive.
 */
public final class EventRows {
    /** The schema. */
    public static final Schema SCHEMA =
            new Schema(
                    List.of(
                            number("n"),
                            number("time"),
                            number("window"),
                            text("site"),
                            text("journal"),
                            text("kind"),
                            text("camera"),
                            text("payload")));

    private EventRows() {}

    private static Field number(String name) {
        return new Field(name, FieldType.notNullable(new ArrowType.Int(64, true)), null);
    }

    private static Field text(String name) {
        return new Field(name, FieldType.notNullable(ArrowType.Utf8.INSTANCE), null);
    }

    /** Fills a root of {@link #SCHEMA} anew. */
    public static void write(List<SidecarEvent> events, VectorSchemaRoot root) {
        root.allocateNew();
        for (int i = 0; i < events.size(); i++) {
            SidecarEvent e = events.get(i);
            set(root, "n", i, e.n());
            set(root, "time", i, e.timeMillis());
            set(root, "window", i, e.window());
            set(root, "site", i, e.site());
            set(root, "journal", i, e.journal());
            set(root, "kind", i, e.kind());
            set(root, "camera", i, e.camera());
            set(root, "payload", i, e.payload());
        }
        root.setRowCount(events.size());
    }

    /** The events of a batch. */
    public static List<SidecarEvent> read(VectorSchemaRoot root) {
        List<SidecarEvent> events = new ArrayList<>(root.getRowCount());
        for (int i = 0; i < root.getRowCount(); i++) {
            events.add(
                    new SidecarEvent(
                            text(root, "site", i),
                            text(root, "journal", i),
                            number(root, "n", i),
                            number(root, "time", i),
                            text(root, "kind", i),
                            text(root, "camera", i),
                            number(root, "window", i),
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

    private static long number(VectorSchemaRoot root, String name, int row) {
        return ((BigIntVector) root.getVector(name)).get(row);
    }

    private static String text(VectorSchemaRoot root, String name, int row) {
        return new String(((VarCharVector) root.getVector(name)).get(row), StandardCharsets.UTF_8);
    }
}
