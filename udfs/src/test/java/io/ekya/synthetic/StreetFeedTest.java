/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.ObjectClass;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreetFeedTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private static StreetOptions options(long seed, DriftPoint... drift) {
        return new StreetOptions(seed, WIDTH, HEIGHT, 15, 6, List.of(drift));
    }

    private static DriftPoint point(double at, double hour, double density) {
        return new DriftPoint(at, hour, 0, 0, 0, 0, density, Map.of());
    }

    private static Frame frameAt(StreetOptions options, long index) {
        try (StreetFeed feed = StreetFeed.open(options)) {
            feed.skipTo(index);
            return Objects.requireNonNull(feed.next());
        }
    }

    private static double brightness(Frame frame) {
        double sum = 0;
        for (byte level : frame.image().bgr()) {
            sum += level & 0xff;
        }
        return sum / frame.image().bgr().length;
    }

    @Test
    void rendersTheSameBytesForTheSameSeed() {
        DriftPoint[] rain = {new DriftPoint(0, 22, 0.6, 0.2, 0.3, 0.8, 1, Map.of())};
        Frame one = frameAt(options(7, rain), 30);
        Frame two = frameAt(options(7, rain), 30);

        assertThat(one.image().bgr()).isEqualTo(two.image().bgr());
        assertThat(one.boxes()).isEqualTo(two.boxes());
        assertThat(one.truth()).isEqualTo(two.truth());
    }

    @Test
    void rendersAnotherStreetForAnotherSeed() {
        assertThat(frameAt(options(7), 30).image().bgr())
                .isNotEqualTo(frameAt(options(8), 30).image().bgr());
    }

    @Test
    void skippingAndReadingReachTheSameFrame() {
        StreetOptions drifting = options(5, point(0, 12, 1), point(4, 23, 1));
        Frame read = null;
        try (StreetFeed feed = StreetFeed.open(drifting)) {
            for (int i = 0; i <= 40; i++) {
                read = feed.next();
            }
        }
        Frame skipped = frameAt(drifting, 40);

        assertThat(Objects.requireNonNull(read).index()).isEqualTo(40);
        assertThat(skipped.image().bgr()).isEqualTo(read.image().bgr());
        assertThat(skipped.boxes()).isEqualTo(read.boxes());
        assertThat(skipped.truth()).isEqualTo(read.truth());
    }

    @Test
    void countsFramesAndTimeFromTheStart() {
        Frame frame = frameAt(options(5), 30);

        assertThat(frame.index()).isEqualTo(30);
        assertThat(frame.timeMillis()).isEqualTo(2000);
        assertThat(frame.heldOut()).isFalse();
    }

    @Test
    void showsEveryClassInBoxesInsideTheFrame() {
        Set<Integer> shown = new HashSet<>();
        int boxes = 0;
        int frames = 60;
        try (StreetFeed feed = StreetFeed.open(options(11))) {
            for (int i = 0; i < frames; i++) {
                feed.skipTo(i * 60L);
                Frame frame = Objects.requireNonNull(feed.next());
                boxes += frame.boxes().size();
                for (int c : frame.truth()) {
                    shown.add(c);
                }
                for (Box box : frame.boxes()) {
                    assertThat(box.x()).isNotNegative();
                    assertThat(box.y()).isNotNegative();
                    assertThat(box.x() + box.width()).isLessThanOrEqualTo(WIDTH + 0.01f);
                    assertThat(box.y() + box.height()).isLessThanOrEqualTo(HEIGHT + 0.01f);
                    assertThat(box.height()).isGreaterThan(8);
                }
            }
        }
        assertThat(shown).hasSize(6).doesNotContain(ObjectClass.BACKGROUND.index());
        assertThat(boxes / (double) frames).isBetween(3.5, 10.0);
    }

    @Test
    void isDarkerAtNight() {
        Frame noon = frameAt(options(5, point(0, 12, 1)), 30);
        Frame night = frameAt(options(5, point(0, 23, 1)), 30);

        assertThat(brightness(night)).isLessThan(0.7 * brightness(noon));
    }

    @Test
    void followsTheMixOfTheDriftScript() {
        Map<String, Double> onlyBuses =
                Map.of("person", 0.0, "bicycle", 0.0, "car", 0.0, "motorcycle", 0.0, "truck", 0.0);
        StreetOptions options = options(5, new DriftPoint(0, 12, 0, 0, 0, 0, 1, onlyBuses));
        int buses = 0;
        try (StreetFeed feed = StreetFeed.open(options)) {
            for (int i = 0; i < 20; i++) {
                feed.skipTo(i * 60L);
                for (int c : Objects.requireNonNull(feed.next()).truth()) {
                    assertThat(c).isEqualTo(ObjectClass.BUS.index());
                    buses++;
                }
            }
        }
        assertThat(buses).isPositive();
    }

    @Test
    void rendersAnEmptyStreet() {
        Frame empty = frameAt(options(5, point(0, 12, 0)), 30);
        Frame none = frameAt(new StreetOptions(5, WIDTH, HEIGHT, 15, 0, List.of()), 30);

        assertThat(empty.boxes()).isEmpty();
        assertThat(none.boxes()).isEmpty();
        assertThat(brightness(none)).isBetween(40.0, 220.0);
    }

    @Test
    void rendersOddSizes() {
        Frame frame = frameAt(new StreetOptions(5, 201, 99, 10, 6, List.of()), 12);

        assertThat(frame.image().width()).isEqualTo(201);
        assertThat(frame.image().height()).isEqualTo(99);
    }

    @Test
    void endsAfterTheConfiguredFrames() {
        StreetOptions two = new StreetOptions(5, WIDTH, HEIGHT, 15, 6, List.of(), 2);
        try (StreetFeed feed = StreetFeed.open(two)) {
            assertThat(feed.next()).isNotNull();
            assertThat(feed.next()).isNotNull();
            assertThat(feed.next()).isNull();
        }
    }

    @Test
    void rejectsSkippingBack() {
        try (StreetFeed feed = StreetFeed.open(options(5))) {
            feed.skipTo(10);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> feed.skipTo(3))
                    .withMessage("cannot skip back from frame 10 to 3");
        }
    }

    @Test
    void rejectsInvalidOptions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreetOptions(1, 10, 180, 15, 6, List.of()))
                .withMessage("width x height must be from 64x48 to 1920x1080, but is 10x180");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreetOptions(1, 320, 180, 0, 6, List.of()))
                .withMessage("fps must be above 0 and at most 240, but is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreetOptions(1, 320, 180, 15, -1, List.of()))
                .withMessage("objects must be 0..60, but is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(1, point(9, 12, 1), point(9, 13, 1)))
                .withMessageContaining("drift points must be in time order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point(0, -3, 1))
                .withMessage("hour must be between 0.0 and 48.0, but is -3.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DriftPoint(0, 12, 0, 0, 0, 0, 1, Map.of("tram", 1.0)))
                .withMessageContaining("but has 'tram'");
    }
}
