/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.synthetic.DriftPoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules between keys, on configurations whose keys are valid individually. */
class CrossChecksTest {
    private static final JobConfig VALID =
            new ConfigLoader(Map.of())
                    .parse("test", "cameras: [{id: north, source: 'synthetic:'}]", List.of());

    private static CameraConfig camera(
            String id, String source, String regions, boolean loop, DriftPoint... drift) {
        return new CameraConfig(
                id,
                source,
                0,
                320,
                180,
                regions,
                16,
                loop,
                0,
                1,
                6,
                List.of(drift),
                LiveConfig.DEFAULT);
    }

    private static DriftPoint point(double atSeconds) {
        return new DriftPoint(atSeconds, 12, 0, 0, 0, 0, 1, Map.of());
    }

    private static List<String> keys(CameraConfig... cameras) {
        return CrossChecks.of(VALID.withCameras(List.of(cameras))).stream()
                .map(Problem::key)
                .toList();
    }

    @Test
    void acceptsAValidConfiguration() {
        assertThat(CrossChecks.of(VALID)).isEmpty();
    }

    @Test
    void requiresACamera() {
        assertThat(keys()).containsExactly("cameras");
    }

    @Test
    void requiresUniqueIds() {
        assertThat(
                        keys(
                                camera("a", "synthetic:", "given", false),
                                camera("a", "synthetic:", "given", false)))
                .containsExactly("cameras.1.id");
    }

    @ParameterizedTest
    @CsvSource({
        "a,  file:,         motion, false, cameras.0.source",
        "a,  file:clip.mp4, given,  false, cameras.0.regions",
        "a,  synthetic:,    given,  true,  cameras.0.loop",
        "a,  rtsp://cam/1,  given,  false, cameras.0.regions",
        "a,  rtsp://cam/1,  motion, true,  cameras.0.loop",
        "a,  rtsp://,       motion, false, cameras.0.source",
        "a,  v4l2:video0,   motion, false, cameras.0.source",
        ".., synthetic:,    given,  false, cameras.0.id",
    })
    void checksACameraAgainstItsSource(
            String id, String source, String regions, boolean loop, String key) {
        assertThat(keys(camera(id, source, regions, loop))).containsExactly(key);
    }

    private static CameraConfig withLogin(String source, String user, String password) {
        LiveConfig live = new LiveConfig(user, password, "tcp", "none", 10, 5, true, "");
        return new CameraConfig(
                "a", source, 0, 320, 180, "motion", 16, false, 0, 1, 6, List.of(), live);
    }

    @Test
    void acceptsLiveCamerasAndTheirLogins() {
        assertThat(keys(withLogin("rtsp://cam/1", "", ""))).isEmpty();
        assertThat(keys(withLogin("rtsps://cam/1", "me", "p/ss@"))).isEmpty();
        assertThat(keys(withLogin("http://me:secret@cam/video", "", ""))).isEmpty();
        assertThat(keys(withLogin("v4l2:/dev/video0", "", ""))).isEmpty();
    }

    @Test
    void rejectsLoginsThatAreIncompleteOrDoNotApply() {
        assertThat(keys(withLogin("rtsp://cam/1", "", "secret")))
                .containsExactly("cameras.0.source");
        assertThat(keys(withLogin("rtsp://a:b@cam/1", "me", "secret")))
                .containsExactly("cameras.0.source");
        assertThat(keys(withLogin("file:clip.mp4", "me", "secret")))
                .containsExactly("cameras.0.live");
    }

    @Test
    void requiresDriftPointsToBeSortedByTime() {
        assertThat(keys(camera("a", "synthetic:", "given", false, point(5), point(10), point(10))))
                .containsExactly("cameras.0.drift.2.atSeconds");
    }

    @Test
    void permitsDriftOfSyntheticStreetsOnly() {
        assertThat(keys(camera("a", "file:clip.mp4", "motion", false, point(5))))
                .containsExactly("cameras.0.drift");
    }

    @Test
    void reportsAllProblemsOfAllCameras() {
        assertThat(
                        keys(
                                camera("a", "file:", "given", false),
                                camera("a", "synthetic:", "given", true)))
                .containsExactlyInAnyOrder(
                        "cameras.0.source", "cameras.0.regions", "cameras.1.id", "cameras.1.loop");
    }
}
