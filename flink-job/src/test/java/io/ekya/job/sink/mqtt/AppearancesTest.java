/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.vision.ObjectClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppearancesTest {
    private final Appearances appearances = new Appearances(10_000);

    private List<ObjectClass> frame(long millis, ObjectClass... found) {
        int[] counts = new int[ObjectClass.COUNT];
        for (ObjectClass c : found) {
            counts[c.index()]++;
        }
        return appearances.in("north", counts, millis);
    }

    @Test
    void aClassAppearsOnceWhileItStays() {
        assertThat(frame(0, ObjectClass.CAR)).as("a single frame may be wrong").isEmpty();
        assertThat(frame(100, ObjectClass.CAR)).containsExactly(ObjectClass.CAR);
        for (int i = 2; i < 300; i++) {
            assertThat(frame(100L * i, ObjectClass.CAR)).isEmpty();
        }
    }

    @Test
    void aClassAppearsAgainAfterAQuietTime() {
        frame(0, ObjectClass.CAR);
        frame(100, ObjectClass.CAR);
        frame(200);
        frame(9_000, ObjectClass.CAR);
        assertThat(frame(9_100, ObjectClass.CAR)).as("9 s later").isEmpty();
        frame(9_200);
        frame(19_200, ObjectClass.CAR);
        assertThat(frame(19_300, ObjectClass.CAR)).containsExactly(ObjectClass.CAR);
    }

    @Test
    void classesAppearIndependentlyAndBackgroundNever() {
        frame(0, ObjectClass.PERSON, ObjectClass.BACKGROUND);
        assertThat(frame(100, ObjectClass.PERSON, ObjectClass.BACKGROUND, ObjectClass.BUS))
                .containsExactly(ObjectClass.PERSON);
        assertThat(frame(200, ObjectClass.PERSON, ObjectClass.BUS))
                .containsExactly(ObjectClass.BUS);
    }
}
