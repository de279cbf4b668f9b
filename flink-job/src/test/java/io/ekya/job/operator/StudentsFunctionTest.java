package io.ekya.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.record.Control;
import io.ekya.job.record.StudentVersion;
import io.ekya.sidecar.client.EventKind;
import io.ekya.sidecar.client.RetrainResult;
import io.ekya.sidecar.client.SidecarEvent;
import io.ekya.sidecar.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudentsFunctionTest {
    private static List<Control> students(EventKind kind, String sha256) {
        RetrainResult result =
                new RetrainResult("all-3ep", sha256, 4, 0.5, 0.7, 0.8, 100, 3, 0.5, "in a test");
        List<Control> out = new ArrayList<>();
        new StudentsFunction()
                .flatMap(
                        new SidecarEvent(
                                "edge", "journal", 9, 1, kind.name(), "cam", 0, Json.write(result)),
                        new ListCollector<>(out));
        return out;
    }

    @ParameterizedTest
    @EnumSource(names = {"PROMOTED", "CHECKPOINTED"})
    void swapsInWhatServesFromNowOn(EventKind kind) {
        assertThat(students(kind, "sha"))
                .containsExactly(Control.of(new StudentVersion("edge", "cam", "sha", 4)));
    }

    @Test
    void leavesTheStudentWhereANewOneWasNoBetter() {
        assertThat(students(EventKind.NOT_PROMOTED, "")).isEmpty();
    }
}
