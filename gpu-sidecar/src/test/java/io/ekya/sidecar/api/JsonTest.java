/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String REQUIRED =
            "\"closedAtMillis\":1,\"studentSha256\":\"s\",\"labels\":0,"
                    + "\"accuracyFactors\":{},\"options\":[],\"costSeconds\":0.0,\"dropped\":{}";

    @Test
    void omitsAbsentValues() {
        ProfileResult result = new ProfileResult(1, "s", null, 0, Map.of(), List.of(), 0, Map.of());
        assertThat(Json.write(result)).isEqualTo("{" + REQUIRED + "}");
        assertThat(Json.read(Json.write(result), ProfileResult.class)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"accuracy\":null"})
    void readsOmittedAndNullValuesOfNullableComponents(String accuracy) {
        ProfileResult result = Json.read("{" + REQUIRED + accuracy + "}", ProfileResult.class);
        assertThat(result.accuracy()).isNull();
    }

    @Test
    void readsAValueOfANullableComponent() {
        assertThat(Json.read("{" + REQUIRED + ",\"accuracy\":0.5}", ProfileResult.class).accuracy())
                .isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"site\":\"s\"}",
                "{\"site\":\"s\",\"camera\":null}",
                "{\"site\":\"s\",\"camera\":\"c\",\"other\":1}",
                "{\"site\":\"s\",\"camera\":\"c\"} {}",
                "{\"site\":\"s\",\"camera\":[\"c\"]}",
                "null",
                "",
                "{"
            })
    void rejectsMissingNullAndUnknownFields(String json) {
        assertThatThrownBy(() -> Json.read(json, CloseRequest.class))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"site\":\"s\",\"client\":\"c\"}",
                "{\"site\":\"s\",\"client\":\"c\",\"needed\":null}"
            })
    void rejectsMissingAndNullNumbers(String json) {
        assertThatThrownBy(() -> Json.read(json, RegisterRequest.class))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("needed");
    }

    @Test
    void rejectsOversizedInput() {
        assertThatThrownBy(() -> Json.read(new byte[Json.MAX_BYTES + 1], CloseRequest.class))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("at most 1048576");
    }
}
