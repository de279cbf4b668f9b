/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Cropper;
import io.ekya.vision.FeedOptions;
import io.ekya.vision.Frame;
import io.ekya.vision.ObjectClass;
import io.ekya.vision.VideoFileFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with real detectors and a real video; requires EKYA_TEST_DATA. */
class YoloxTeacherTest {
    private static final Set<Integer> VEHICLES =
            Set.of(ObjectClass.CAR.index(), ObjectClass.BUS.index(), ObjectClass.TRUCK.index());

    private static Path data(String name) {
        String folder = System.getenv("EKYA_TEST_DATA");
        if (folder == null) {
            assertThat(System.getenv("CI")).as("EKYA_TEST_DATA must be set in CI").isNull();
        }
        assumeThat(folder).as("EKYA_TEST_DATA is not set").isNotNull();
        return Path.of(Objects.requireNonNull(folder), name);
    }

    private static List<Frame> frames(int count) throws IOException {
        List<Frame> frames = new ArrayList<>();
        FeedOptions options = new FeedOptions(640, 352, 0, false, 0);
        try (VideoFileFeed feed = VideoFileFeed.open(data("videos/roadside-day.mp4"), options)) {
            while (frames.size() < count) {
                frames.add(Objects.requireNonNull(feed.next()));
            }
        }
        return frames;
    }

    @Test
    void detectsCarsAtTheRoadsideAndLabelsRegions() throws IOException {
        List<Frame> frames = frames(30);
        try (YoloxTeacher teacher = YoloxTeacher.open(data("models/yolox_nano.onnx"), 0.3, 0.3)) {
            assertThat(teacher.needsFrame()).isTrue();
            int vehicles = 0;
            for (int i = 0; i < 30; i += 10) {
                Frame frame = frames.get(i);
                List<Detection> found = teacher.detect(frame.image());
                assertThat(found).isNotEmpty();
                List<Box> boxes = new ArrayList<>(found.stream().map(Detection::box).toList());
                boxes.add(new Box(1, 1, 6, 6));
                int[] labels =
                        teacher.label(
                                new Cropper(32).crop(frame.image(), boxes), boxes, frame.image());
                assertThat(labels).hasSize(boxes.size());
                assertThat(labels[labels.length - 1]).isEqualTo(ObjectClass.BACKGROUND.index());
                for (int label : labels) {
                    vehicles += VEHICLES.contains(label) ? 1 : 0;
                }
            }
            assertThat(vehicles).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aRealDetectorFindsTheSameWithItsBoxesDecodedInTheGraph(@TempDir Path folder)
            throws IOException {
        Path raw = data("models/yolox_nano.onnx");
        Path decoded =
                Files.write(folder.resolve("decoded.onnx"), OnnxModels.decodedInGraph(raw, 416));
        BgrImage frame = frames(1).get(0).image();
        try (YoloxTeacher one = YoloxTeacher.open(raw, 0.3, 0.3);
                YoloxTeacher other = YoloxTeacher.open(decoded, 0.3, 0.3)) {
            List<Detection> expected = one.detect(frame);
            List<Detection> found = other.detect(frame);

            assertThat(expected).isNotEmpty();
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).coco()).isEqualTo(expected.get(i).coco());
                assertThat(found.get(i).box().iou(expected.get(i).box())).isGreaterThan(0.999f);
            }
        }
    }

    @Test
    void rejectsADetectorWithAnotherLayout() {
        Path file = data("models/fastestdet.onnx");

        assertThatThrownBy(() -> YoloxTeacher.open(file, 0.3, 0.3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fastestdet.onnx returns [(1, 85, 22, 22)]")
                .hasMessageContaining("(1, 2541, 85)");
    }

    @Test
    void rejectsAFileThatIsNotOnnx(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("not.onnx"), "not a model");

        assertThatThrownBy(() -> YoloxTeacher.open(file, 0.3, 0.3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not.onnx cannot be read as ONNX");
    }

    @Test
    void rejectsAMissingFile(@TempDir Path folder) {
        assertThatThrownBy(() -> YoloxTeacher.open(folder.resolve("none.onnx"), 0.3, 0.3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
    }
}
