/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathEncodingTest {

    @Test
    void namesTheEncodingAndWhatToSet() {
        assertThat(PathEncoding.reason("/videos/Straße.mp4", "ANSI_X3.4-1968"))
                .contains("encoding ANSI_X3.4-1968", "LC_ALL=C.UTF-8", "LANG=C.UTF-8");
        assertThat(PathEncoding.reason("/videos/улица.mp4", "ISO-8859-1"))
                .contains("encoding ISO-8859-1");
    }

    @Test
    void doesNotBlameTheEncodingForOtherFaults() {
        assertThat(PathEncoding.problem("/videos/a\0b")).contains("it is not a path");
        assertThat(PathEncoding.reason("/videos/Straße\0", "US-ASCII"))
                .isEqualTo("it is not a path");
        assertThat(PathEncoding.problem("/videos/a b.mp4")).isEmpty();
    }

    @Test
    void recognisesArgumentsThatWereLost() {
        assertThat(PathEncoding.isUndecodable("/videos/Stra\uFFFD\uFFFDe")).isTrue();
        assertThat(PathEncoding.isUndecodable("/videos/Straße")).isFalse();
    }
}
