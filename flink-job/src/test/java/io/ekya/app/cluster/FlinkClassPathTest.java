/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlinkClassPathTest {
    @Test
    void whatTheJobJarContainsAndTheBrokerAreLeftOut() {
        assertThat(
                        FlinkClassPath.of(
                                "/m/flink-runtime-2.3.0.jar:/w/udfs/target/ekya-udfs-0.2.0.jar:"
                                        + "/m/kafka-clients-4.2.0.jar:/m/kafka_2.13-4.2.0.jar:"
                                        + "/m/flink-connector-kafka-5.0.0.jar:"
                                        + "/m/scala-library-2.13.17.jar:"
                                        + "/w/udfs/target/classes::/m/djl-api.jar:/m/djl-api.jar"))
                .containsExactly(Path.of("/m/flink-runtime-2.3.0.jar"), Path.of("/m/djl-api.jar"));
    }
}
