/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

    private static Geometry geometry(int width, int height, int exif, int toWidth, int toHeight) {
        return Geometry.of(
                width, height, 1, Orientation.ofExif(exif), new PictureSize(toWidth, toHeight));
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 0, 0, 320x180 at 0 0 in 320x180",
        "1080, 1920, 0, 0, 180x320 at 0 0 in 180x320",
        "640, 480, 0, 0, 320x240 at 0 0 in 320x240",
        "1920, 1080, 640, 0, 640x360 at 0 0 in 640x360",
        "1920, 1080, 0, 360, 640x360 at 0 0 in 640x360",
        "1080, 1920, 0, 360, 202x360 at 0 0 in 202x360", // 202.5, rounded to even
        "1920, 1080, 640, 352, 640x352 at 0 0 in 640x352", // 2 % off: rounded to 16 pixels
        "1080, 1920, 640, 360, 203x360 at 218 0 in 640x360",
        "640, 480, 320, 180, 240x180 at 40 0 in 320x180",
        "1920, 1080, 320, 240, 320x180 at 0 30 in 320x240",
        "10000, 10, 640, 0, 640x2 at 0 0 in 640x2",
    })
    void picturesKeepTheirProportions(
            int width, int height, int toWidth, int toHeight, String expected) {
        Placement p = geometry(width, height, 1, toWidth, toHeight).placement();
        assertThat(
                        "%dx%d at %d %d in %dx%d"
                                .formatted(
                                        p.across(),
                                        p.down(),
                                        p.left(),
                                        p.top(),
                                        p.width(),
                                        p.height()))
                .isEqualTo(expected);
    }

    @Test
    void aSizeThatFollowedFromAPictureFitsItAgain() {
        for (int width = 40; width < 2000; width += 37) {
            for (int height = 40; height < 2000; height += 41) {
                PictureSize size = geometry(width, height, 1, 0, 0).placement().size();
                assertThat(size.place(width, height))
                        .isEqualTo(size.place(size.width(), size.height()));
            }
        }
    }

    @Test
    void saysWhatIsDoneWithPictures() {
        assertThat(geometry(1080, 1920, 6, 640, 0))
                .hasToString("source 1080×1920, rotated 90°, used as 640×360");
        assertThat(geometry(640, 480, 1, 320, 180))
                .hasToString("source 640×480, used as 320×180 with bars left and right");
        assertThat(Geometry.of(720, 576, 16.0 / 15, Orientation.UPRIGHT, new PictureSize(0, 240)))
                .hasToString("source 720×576, pixels 1.067 wide, used as 320×240");
    }

    @Test
    void pixelsThatAreNotSquareAreStretched() {
        PictureSize free = new PictureSize(0, 0);
        assertThat(Geometry.of(720, 576, 64.0 / 45, Orientation.UPRIGHT, free).placement().size())
                .isEqualTo(new PictureSize(320, 180)); // PAL, 16:9
        assertThat(Geometry.of(576, 720, 45.0 / 64, Orientation.ofExif(6), free).placement().size())
                .isEqualTo(new PictureSize(320, 180)); // 405x720, turned
        for (double absurd : new double[] {0, -1, Double.NaN, 1000, 0.001}) {
            assertThat(Geometry.of(640, 360, absurd, Orientation.UPRIGHT, free).placement().size())
                    .isEqualTo(new PictureSize(320, 180));
        }
    }

    @Test
    void boxesAreTurnedAndPlacedWithThePicture() {
        // 400x200, turned to 200x400, scaled to 100x200 with bars of 50 pixels left and right
        Geometry geometry = geometry(400, 200, 6, 200, 200);
        Box shown = new Box(20, 40, 60, 80);
        assertThat(geometry.place(shown)).isEqualTo(new Box(60, 20, 30, 40));
        assertThat(geometry.shown(List.of(shown))).containsExactly(shown);
    }

    @Test
    void boxesThatOnlyFitTheStoredPictureAreTurned() {
        Geometry geometry = geometry(400, 200, 6, 200, 0);
        // reaches x = 380, but the picture is shown 200 wide
        List<Box> stored = List.of(new Box(300, 10, 80, 40), new Box(0, 0, 50, 60));
        assertThat(geometry.shown(stored))
                .containsExactly(new Box(150, 300, 40, 80), new Box(140, 0, 60, 50));
        List<Box> neither = List.of(new Box(300, 10, 80, 300));
        assertThat(geometry.shown(neither)).isEqualTo(neither);
    }

    @Test
    void aSideOfOnePixelIsRefused() {
        assertThatThrownBy(() -> new PictureSize(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 pixels, or 0");
    }
}
